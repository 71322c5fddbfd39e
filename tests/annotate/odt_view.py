"""What an ODT file shows, read without pingjian's own code: as docx_view."""
import re
import xml.etree.ElementTree as ET
import zipfile

OASIS = 'urn:oasis:names:tc:opendocument:xmlns:'
OFFICE = '{%soffice:1.0}' % OASIS
TEXT = '{%stext:1.0}' % OASIS
DC = '{http://purl.org/dc/elements/1.1/}'
AUTHOR = 'pingjian'
SILENT = {TEXT + n for n in ('note', 'ruby-text', 'tracked-changes',
                             'hidden-text', 'script')} | \
    {OFFICE + 'annotation'}
SIGNS = {TEXT + 's': ' ', TEXT + 'tab': '\t', TEXT + 'line-break': '\n'}
PARAGRAPHS = (TEXT + 'p', TEXT + 'h')


def root_of(path):
    with zipfile.ZipFile(path) as archive:
        return ET.fromstring(archive.read('content.xml'))


def annotations(root, author=AUTHOR):
    for element in root.iter(OFFICE + 'annotation'):
        creator = element.find(DC + 'creator')
        if author is None or \
                (creator is not None and creator.text == author):
            yield element


def read_comments(path, author=AUTHOR):
    found = {}
    for element in annotations(root_of(path), author):
        # Other programs give a name only to what has an end.
        name = element.get(OFFICE + 'name', 'point %d' % len(found))
        assert name not in found, 'comment %s is there twice' % name
        found[name] = [''.join(p.itertext())
                       for p in element.findall(TEXT + 'p')]
    return found


def order(name):
    return int(name[2:])


def is_own_box(element):
    """Whether paragraphs in ELEMENT are a story of their own."""
    return element.tag.rsplit('}', 1)[-1] in (
        'text-box', 'custom-shape', 'rect', 'ellipse', 'line', 'note-body')


def ranges(path):
    """{name: text between its ends, None for a point}, and all names."""
    texts, begun, names = {}, set(), []
    ended = set()

    def put(text, silent):
        if text and not silent:
            for one in begun:
                texts[one] += text

    def walk(element, silent):
        name = element.get(OFFICE + 'name')
        if element.tag == OFFICE + 'annotation' and name is not None:
            assert name not in texts, 'range %s begins twice' % name
            names.append(name)
            texts[name] = ''
            begun.add(name)
        elif element.tag == OFFICE + 'annotation-end':
            assert name in begun, 'range %s ends unbegun' % name
            begun.discard(name)
            ended.add(name)
        quiet = silent or element.tag in SILENT or is_own_box(element)
        if element.tag in SIGNS:
            count = element.get(TEXT + 'c', '1')
            put(SIGNS[element.tag] * int(count), silent)
        put(element.text, quiet)
        for child in element:
            walk(child, quiet)
            put(child.tail, quiet)

    walk(root_of(path), False)
    for name in begun:
        texts[name] = None
    return texts, names


def remove(parent, child):
    """Take CHILD out; the text behind it stays."""
    at = list(parent).index(child)
    tail = child.tail or ''
    if at > 0:
        parent[at - 1].tail = (parent[at - 1].tail or '') + tail
    else:
        parent.text = (parent.text or '') + tail
    parent.remove(child)


def strip(root, names):
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (OFFICE + 'annotation',
                             OFFICE + 'annotation-end') and \
                    child.get(OFFICE + 'name') in names:
                remove(parent, child)


def strip_empty(root):
    """Take out spans that hold nothing and look like nothing."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == TEXT + 'span' and not child.items() and \
                    not len(child) and not child.text:
                remove(parent, child)


def flat(element):
    """As nested tuples."""
    children = [flat(c) + (c.tail or '',) for c in element]
    return (element.tag, tuple(sorted(element.items())), element.text or '',
            tuple(children))


def same_document(original, copy):
    names = set(read_comments(copy)) - set(read_comments(original))
    left, right = root_of(original), root_of(copy)
    strip(right, names)
    for root in (left, right):
        strip_empty(root)
    return flat(left) == flat(right)


def allowed(path):
    return {'content.xml'}


def may_move(path):
    """Whether words stand in fields or places that hold no comments."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read('content.xml')
    return re.search(rb':ruby>|:title>|:sequence|:date|:content-control|'
                     rb':text-box', text) is not None


def has_paragraph(path):
    return any(e.tag in PARAGRAPHS for e in root_of(path).iter())
