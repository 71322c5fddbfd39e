"""What a DOCX file shows, read without pingjian's own code: the words that
each comment stands at, and the document with one author's comments taken
out again."""
import re
import xml.etree.ElementTree as ET
import zipfile

TRANSITIONAL = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
STRICT = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
SPACE = '{http://www.w3.org/XML/1998/namespace}space'
SIGNS = {'tab': '\t', 'ptab': '\t', 'noBreakHyphen': '\u2011',
         'softHyphen': '\u00ad', 'sym': '\u25a1', 'br': '\n', 'cr': '\n'}
AUTHOR = 'pingjian'


def local(element):
    return element.tag.rsplit('}', 1)[-1]


def is_word(element):
    return element.tag.startswith(('{%s}' % TRANSITIONAL, '{%s}' % STRICT))


def attr(element, name):
    for uri in (TRANSITIONAL, STRICT):
        value = element.get('{%s}%s' % (uri, name))
        if value is not None:
            return value
    return None


def main_part(archive):
    """The name of the main part, by the container's relations."""
    rels = ET.fromstring(archive.read('_rels/.rels'))
    for rel in rels:
        if rel.get('Type').endswith('/officeDocument'):
            return rel.get('Target').lstrip('/')
    raise ValueError('no main part')


def relations(archive, part):
    folder, _, name = part.rpartition('/')
    rels = '%s/_rels/%s.rels' % (folder, name) if folder else \
        '_rels/%s.rels' % name
    if rels not in archive.namelist():
        return []
    return [(r.get('Type').rsplit('/', 1)[-1], r.get('Id'),
             r.get('Target'), folder) for r in ET.fromstring(
                 archive.read(rels))]


def comments_part(archive, main):
    for kind, _, target, folder in relations(archive, main):
        if kind == 'comments':
            if target.startswith('/'):
                return target[1:]
            return '%s/%s' % (folder, target) if folder else target
    return None


def read_comments(path, author=AUTHOR):
    """{id: [lines]} of the comments by AUTHOR (None: of everybody)."""
    with zipfile.ZipFile(path) as archive:
        part = comments_part(archive, main_part(archive))
        if part is None:
            return {}
        root = ET.fromstring(archive.read(part))
    found = {}
    for comment in root:
        if author and attr(comment, 'author') != author:
            continue
        number = attr(comment, 'id')
        assert number not in found, 'comment %s is there twice' % number
        found[number] = [
            ''.join(t.text or '' for t in p.iter() if local(t) == 't')
            for p in comment if local(p) == 'p']
    return found


def shown_text(t):
    """The text of a w:t as Word shows it."""
    text = t.text or ''
    return text if t.get(SPACE) == 'preserve' else text.strip(' \t\r\n')


def ranges(path):
    """{id: text between its range marks, None without}, and the ids of
    references, in order.  Deleted text and other stories do not count."""
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read(main_part(archive)))
    texts, begun, references = {}, set(), []

    def walk(element, silent):
        name = local(element) if is_word(element) else ''
        number = attr(element, 'id')
        if name == 'commentRangeStart':
            assert number not in texts, 'range %s begins twice' % number
            begun.add(number)
            texts[number] = ''
        elif name == 'commentRangeEnd':
            assert number in begun, 'range %s ends unbegun' % number
            begun.discard(number)
        elif name == 'commentReference':
            references.append(number)
        elif not silent and name == 't':
            for one in begun:
                texts[one] += shown_text(element)
        elif not silent and name in SIGNS:
            for one in begun:
                texts[one] += SIGNS[name]
        quiet = silent or name in ('del', 'moveFrom', 'txbxContent', 'pPr',
                                   'rPr', 'rt', 'sdtPr', 'instrText')
        for child in element:
            walk(child, quiet)

    walk(root, False)
    assert not begun, 'ranges without an end: %s' % begun
    return texts, references


def strip(root, numbers):
    """Take marks of the comments NUMBERS out of ROOT."""
    for parent in list(root.iter()):
        for child in list(parent):
            name = local(child) if is_word(child) else ''
            mine = attr(child, 'id') in numbers
            if name in ('commentRangeStart', 'commentRangeEnd') and mine:
                remove(parent, child)
            elif name == 'r' and len(child) == 1 and \
                    local(child[0]) == 'commentReference' and \
                    attr(child[0], 'id') in numbers:
                remove(parent, child)


def remove(parent, child):
    """Take CHILD out; white space behind it stays."""
    at = list(parent).index(child)
    tail = child.tail or ''
    if at > 0:
        parent[at - 1].tail = (parent[at - 1].tail or '') + tail
    else:
        parent.text = (parent.text or '') + tail
    parent.remove(child)


def flat(element):
    """ROOT as nested tuples in which runs side by side that look alike are
    one, and so are their texts; white space between elements is nothing."""
    name = local(element)
    if is_word(element) and name == 't':
        return ('t', shown_text(element))
    children = []
    for child in element:
        one = flat(child)
        if one[0] == 'r' and children and children[-1][0] == 'r' and \
                children[-1][1:3] == one[1:3]:
            last = children.pop()
            one = ('r', one[1], one[2], join(last[3] + one[3]))
        if one != ('r', (), (), ()):
            children.append(one)
    if is_word(element) and name == 'r':
        props = tuple(c for c in children if c[0] == 'rPr')
        rest = tuple(c for c in children if c[0] != 'rPr')
        return ('r', tuple(sorted(element.items())), props, join(rest))
    return (name, element.tag, tuple(sorted(element.items())),
            tuple(children), (element.text or '').strip())


def join(items):
    """Neighbouring texts as one."""
    out = []
    for item in items:
        if item[0] == 't' and out and out[-1][0] == 't':
            out[-1] = ('t', out[-1][1] + item[1])
        elif item != ('t', ''):
            out.append(item)
    return tuple(out)


def same_document(original, copy):
    """Whether COPY without pingjian's comments is ORIGINAL; else why not."""
    numbers = set(read_comments(copy)) - set(read_comments(original))
    with zipfile.ZipFile(original) as a, zipfile.ZipFile(copy) as b:
        part = main_part(a)
        left = ET.fromstring(a.read(part))
        right = ET.fromstring(b.read(part))
    strip(right, numbers)
    return flat(left) == flat(right)


def allowed(path):
    """Names of parts that a copy may change."""
    with zipfile.ZipFile(path) as archive:
        main = main_part(archive)
        folder, _, name = main.rpartition('/')
        return {main, '[Content_Types].xml', comments_part(archive, main),
                '%s/_rels/%s.rels' % (folder, name) if folder else
                '_rels/%s.rels' % name}


def may_move(path):
    """Whether the draft has words in places that hold no marks."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read(main_part(archive))
    return re.search(rb'dataBinding|:ruby>|<ruby>|m:oMath|AlternateContent|'
                     rb'fldSimple',
                     text) is not None


def has_paragraph(path):
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read(main_part(archive)))
    return any(is_word(e) and local(e) == 'p' for e in root.iter())
