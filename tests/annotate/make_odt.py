"""ODT files of every shape that a place for a comment may have."""
from make_docx import pack
from words import escape, sentence, split, write

OASIS = 'urn:oasis:names:tc:opendocument:xmlns:'
SPACES = {
    'office': OASIS + 'office:1.0', 'text': OASIS + 'text:1.0',
    'table': OASIS + 'table:1.0', 'draw': OASIS + 'drawing:1.0',
    'style': OASIS + 'style:1.0', 'svg': OASIS + 'svg-compatible:1.0',
    'xlink': 'http://www.w3.org/1999/xlink',
    'dc': 'http://purl.org/dc/elements/1.1/',
}
TYPE = 'application/vnd.oasis.opendocument.text'


class Odt:
    """A draft made by RNG; a calm one holds only what LibreOffice keeps."""

    def __init__(self, rng, calm=False):
        self.rng = rng
        self.calm = calm
        self.plain = rng.choice([0.3, 0.8, 1.0])
        self.notes = 0
        self.names = 0
        self.object = False
        self.boxes = rng.random() < 0.4
        self.odd = rng.random() < 0.25

    def text(self, text):
        """TEXT, runs of blanks as elements or as they are."""
        rng = self.rng
        out = write(rng, text, self.plain)
        if rng.random() < 0.5:
            out = out.replace('  ', ' <text:s/>')
        if rng.random() < 0.1:
            out = out.replace(' ', '\n   ', 1)
        return out

    def inline(self, text):
        rng = self.rng
        out = ''
        for piece in split(rng, text):
            inner = self.text(piece)
            kinds = ['%s'] * 6 + [
                '<text:span text:style-name="T1">%s</text:span>',
                '<text:span><text:span>%s</text:span></text:span>',
                '<text:a xlink:href="http://example.org/" '
                'office:title="護士小姐">%s</text:a>',
                '<text:change-start text:change-id="c"/>%s'
                '<text:change-end text:change-id="c"/>',
                '<text:bookmark-start text:name="b"/>%s',
                '%s<text:soft-page-break/>',
                '%s<text:change text:change-id="d"/>',
                '<text:meta>%s</text:meta>', '<text:span/>%s']
            if self.calm:
                kinds = ['%s'] * 4 + [
                    '<text:span>%s</text:span>', '%s<text:soft-page-break/>',
                    '<text:a xlink:href="http://example.org/">%s</text:a>',
                    '<text:bookmark text:name="b"/>%s']
            elif self.odd:
                kinds += ['<text:ruby><text:ruby-base>%s</text:ruby-base>'
                          '<text:ruby-text>注</text:ruby-text></text:ruby>',
                          '<text:title>%s</text:title>']
            out += rng.choice(kinds).replace('%s', inner)
        return out

    def annotation(self):
        """A comment of somebody's, or of an earlier copy of ours."""
        self.names += 1
        name = self.rng.choice(['pj%d', '__Annotation__%d']) % self.names
        return ('<office:annotation office:name="%s"><dc:creator>審稿'
                '</dc:creator><text:p>女司機</text:p></office:annotation>' %
                name, '<office:annotation-end office:name="%s"/>' % name)

    def box(self):
        rng = self.rng
        inner = self.paragraph(False)
        alt = '<svg:desc>%s</svg:desc>' % escape(sentence(rng)) \
            if rng.random() < 0.5 else ''
        kind = 1 if self.calm else rng.randrange(4)
        if kind == 0:
            return '<draw:frame><draw:image/>%s</draw:frame>' % alt
        if kind == 1:
            return '<draw:frame text:anchor-type="as-char" svg:width="4cm" ' \
                'svg:height="2cm"><draw:text-box>%s</draw:text-box>%s' \
                '</draw:frame>' % (inner, alt)
        if kind == 2:
            return '<draw:custom-shape>%s</draw:custom-shape>' % inner
        self.object = True
        return '<draw:frame><draw:object xlink:href="./Object 1"/>%s' \
            '</draw:frame>' % alt

    def paragraph(self, main=True):
        rng = self.rng
        if rng.random() < 0.05:
            return rng.choice(['<text:p/>', '<text:p></text:p>'])
        out = ''
        for _ in range(rng.randint(1, 3)):
            piece = self.inline(sentence(rng))
            if main and rng.random() < 0.1:
                begin, end = self.annotation()
                piece = begin + piece + end
            out += piece
        if main and rng.random() < 0.15:
            self.notes += 1
            out += '<text:note text:note-class="footnote"><text:note-' \
                'citation>1</text:note-citation><text:note-body>%s' \
                '</text:note-body></text:note>' % self.paragraph(False)
        if main and self.boxes and rng.random() < 0.3:
            out = rng.choice([out + self.box(), self.box() + out])
        if rng.random() < 0.1:
            out = '\n   ' + out + '\n '
        return rng.choice([
            '<text:p text:style-name="Standard">%s</text:p>',
            '<text:p>%s</text:p>',
            '<text:h text:outline-level="1">%s</text:h>']) % out

    def table(self):
        rng = self.rng
        columns = rng.randint(1, 3)
        rows = ''.join('<table:table-row>%s</table:table-row>' % ''.join(
            '<table:table-cell>%s</table:table-cell>' % self.paragraph()
            for _ in range(columns)) for _ in range(rng.randint(1, 3)))
        return '<table:table><table:table-column ' \
            'table:number-columns-repeated="%d"/>%s</table:table>' % (
                columns, rows)

    def body(self):
        rng = self.rng
        if rng.random() < 0.03 and not self.calm:
            return rng.choice(['<text:p/>', '<text:p text:style-name="S"/>',
                               ''])
        out = '<text:tracked-changes><text:changed-region><text:deletion>' \
            '<text:p>女司機</text:p></text:deletion></text:changed-region>' \
            '</text:tracked-changes>' if rng.random() < 0.3 and not self.calm \
            else ''
        if self.boxes and not self.calm and rng.random() < 0.2:
            out += self.box()
        for _ in range(rng.randint(1, 6)):
            kind = rng.random()
            if kind < 0.6:
                out += self.paragraph()
            elif kind < 0.75:
                out += self.table()
            elif kind < 0.9:
                out += '<text:list><text:list-item>%s</text:list-item>' \
                    '</text:list>' % self.paragraph()
            else:
                out += '<text:section text:name="s">%s</text:section>' % \
                    self.paragraph()
        return out


def story(rng, root, inner):
    spaces = dict(SPACES)
    if rng.random() < 0.3:
        del spaces['dc']
        inner = inner.replace('<dc:creator>', '<dc:creator xmlns:dc="%s">' %
                              SPACES['dc'])
    text = '<office:%s%s office:version="1.2">%s</office:%s>' % (
        root, ''.join(' xmlns:%s="%s"' % i for i in spaces.items()), inner,
        root)
    way = rng.randrange(6)
    if way == 0:
        text = text.replace('<text:', '<t:').replace('</text:', '</t:') \
            .replace(' text:', ' t:').replace('xmlns:text=', 'xmlns:t=')
    head = rng.choice(['', '<?xml version="1.0" encoding="UTF-8"?>\n',
                       '\ufeff', "<?xml version='1.0'?>"])
    return head + text


def make(rng, path, calm=False):
    doc = Odt(rng, calm)
    body = '<office:body><office:text>%s</office:text></office:body>' % \
        doc.body()
    margin = '<office:master-styles><style:master-page style:name="S">' \
        '<style:header><text:p>%s</text:p></style:header>' \
        '</style:master-page></office:master-styles>' % escape(
            sentence(rng))
    entries = [('mimetype', TYPE),
               ('content.xml', story(rng, 'document-content', body)),
               ('styles.xml', story(rng, 'document-styles', margin))]
    files = ['content.xml', 'styles.xml']
    if doc.object:
        entries.append(('Object 1/content.xml', story(
            rng, 'document-content', '<office:body><office:chart><text:p>%s'
            '</text:p></office:chart></office:body>' % escape(
                sentence(rng)))))
        files.append('Object 1/content.xml')
    manifest = '<manifest:manifest xmlns:manifest="%smanifest:1.0">' \
        '<manifest:file-entry manifest:full-path="/" manifest:media-type=' \
        '"%s"/>%s</manifest:manifest>' % (OASIS, TYPE, ''.join(
            '<manifest:file-entry manifest:full-path="%s" '
            'manifest:media-type="text/xml"/>' % f for f in files))
    entries.append(('META-INF/manifest.xml', manifest))
    pack(path, entries)
