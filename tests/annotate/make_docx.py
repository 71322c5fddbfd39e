"""DOCX files of every shape that a place for a comment may have."""
import re
import zipfile

from words import escape, sentence, split, write

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
STRICT = {
    W: 'http://purl.oclc.org/ooxml/wordprocessingml/main',
    R: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
}
SPACES = {
    'w': W, 'r': R,
    'wp': 'http://schemas.openxmlformats.org/drawingml/2006/'
          'wordprocessingDrawing',
    'a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
    'wps': 'http://schemas.microsoft.com/office/word/2010/'
           'wordprocessingShape',
    'mc': 'http://schemas.openxmlformats.org/markup-compatibility/2006',
    'v': 'urn:schemas-microsoft-com:vml',
    'm': 'http://schemas.openxmlformats.org/officeDocument/2006/math',
    'c': 'http://schemas.openxmlformats.org/drawingml/2006/chart',
}
PROPS = ['', '<w:rPr><w:b/></w:rPr>',
         '<w:rPr><w:rFonts w:eastAsia="標楷體"/><w:color w:val="FF0000"/>'
         '</w:rPr>',
         '<w:rPr><w:i/><w:rPrChange w:id="900" w:author="甲" '
         'w:date="2026-01-01T00:00:00Z"><w:rPr/></w:rPrChange></w:rPr>',
         '<w:rPr/>']


# A text box as Word writes it.
BOX = (
    '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" '
    'simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
    'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset>'
    '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0'
    '</wp:posOffset></wp:positionV><wp:extent cx="1800000" cy="900000"/>'
    '<wp:wrapSquare wrapText="bothSides"/><wp:docPr id="1" name="x"/>'
    '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.'
    'microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="1800000" cy="900000"/></a:xfrm><a:prstGeom prst="rect">'
    '<a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>%s'
    '</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>'
    '</a:graphic></wp:anchor></w:drawing>')
DATE = 'w:author="乙" w:date="2026-01-01T00:00:00Z"'


class Docx:
    """A draft made by RNG; a calm one holds only what LibreOffice keeps."""

    def __init__(self, rng, calm=False):
        self.rng = rng
        self.calm = calm
        self.plain = rng.choice([0.3, 0.8, 1.0])
        self.footnotes = []
        self.comments = []
        self.ids = 100
        self.pretty = rng.random() < 0.3
        self.boxes = rng.random() < 0.4
        self.odd = rng.random() < 0.25
        self.charts = 0

    def number(self):
        self.ids += 1
        return self.ids

    def gap(self):
        """Nothing, or white space that is none of the text."""
        return self.rng.choice(['\n', '\r\n  ', '']) if self.pretty else ''

    def t(self, text):
        rng = self.rng
        body = write(rng, text, self.plain)
        if text != text.strip(' ') or rng.random() < 0.3:
            return '<w:t xml:space="preserve">%s</w:t>' % body
        if rng.random() < 0.15 and not self.calm:
            body = rng.choice([' ', '\n ']) + body + rng.choice(['', '  '])
        return '<w:t>%s</w:t>' % body

    def run(self, text):
        rng = self.rng
        inner = ''
        for piece in split(rng, text, 1):
            inner += self.gap() + self.t(piece)
            if rng.random() < 0.1:
                inner += rng.choice(['<w:softHyphen/>',
                                     '<w:lastRenderedPageBreak/>'])
        if rng.random() < 0.1:
            inner = rng.choice(['<w:tab/>', '<w:br/>', '<w:noBreakHyphen/>',
                                '<w:tab></w:tab>']) + inner
        if rng.random() < 0.05:
            inner += '<w:br/>'
        rsid = rng.choice(['', ' w:rsidR="00AB12CD"'])
        return '<w:r%s>%s%s%s</w:r>' % (
            rsid, self.gap(), rng.choice(PROPS[:3] if self.calm else PROPS),
            inner)

    def runs(self, text):
        rng = self.rng
        out = ''
        for piece in split(rng, text):
            out += self.gap() + self.run(piece)
            if rng.random() < 0.15:
                out += rng.choice([
                    '<w:proofErr w:type="spellStart"/>',
                    '<w:bookmarkStart w:id="%d" w:name="b"/>' % self.number(),
                    '<w:del w:id="%d" %s><w:r><w:delText>女司機'
                    '</w:delText></w:r></w:del>' % (self.number(), DATE),
                    '<w:r/>', '<w:r><w:rPr><w:b/></w:rPr></w:r>'])
        return out

    def wrapped(self, text):
        """Part of the text in an element that holds runs."""
        rng = self.rng
        pieces = split(rng, text, 2)
        out = ''
        for piece in pieces:
            inner = self.runs(piece)
            kinds = ['%s'] * 6 + [
                '<w:hyperlink r:id="rIdLink" w:tooltip="護士小姐">%s'
                '</w:hyperlink>',
                '<w:ins w:id="{n}" w:author="乙">%s</w:ins>',
                '<w:moveTo w:id="{n}" w:author="乙">%s</w:moveTo>',
                '<w:smartTag w:uri="u" w:element="e">%s</w:smartTag>',
                '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr>'
                '<w:sdtContent>%s</w:sdtContent></w:sdt>',
                '<w:fldSimple w:instr=" REF b ">%s</w:fldSimple>',
                '<w:bdo w:val="ltr">%s</w:bdo>',
                '<w:customXml w:element="e">%s</w:customXml>',
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
                '<w:instrText> DATE 女強人 </w:instrText></w:r><w:r>'
                '<w:fldChar w:fldCharType="separate"/></w:r>%s'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                '<w:hyperlink w:anchor="b"><w:ins w:id="{n}" w:author="乙">'
                '%s</w:ins></w:hyperlink>']
            if self.calm:
                kinds = ['%s'] * 4 + [
                    '<w:hyperlink r:id="rIdLink">%s</w:hyperlink>',
                    '<w:ins w:id="{n}" ' + DATE + '>%s</w:ins>',
                    '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr>'
                    '<w:sdtContent>%s</w:sdtContent></w:sdt>']
            elif self.odd:
                kinds += [
                    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/>'
                    '</w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>',
                    '<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>注</w:t></w:r>'
                    '</w:rt><w:rubyBase>%s</w:rubyBase></w:ruby></w:r>',
                    '<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>%s']
            kind = rng.choice(kinds).replace('{n}', str(self.number()))
            out += kind.replace('%s', inner)
        return out

    def drawing(self):
        rng = self.rng
        if self.calm:
            return '<w:r>%s</w:r>' % (BOX % self.paragraph(False))
        text = ''.join(self.paragraph(False) for _ in range(
            rng.randint(1, 2)))
        kind = rng.randrange(4)
        alt = escape(sentence(rng)) if rng.random() < 0.5 else ''
        shape = ('<w:drawing><wp:inline><wp:docPr id="1" name="x" '
                 'descr="%s"/><a:graphic><a:graphicData>%s</a:graphicData>'
                 '</a:graphic></wp:inline></w:drawing>')
        if kind == 0:
            return '<w:r>' + shape % (alt, '') + '</w:r>'
        if kind == 1 and self.charts == 0:
            self.charts = 1
            return '<w:r>%s</w:r>' % (
                shape % (alt, '<c:chart r:id="rIdChart"/>'))
        box = '<wps:wsp><wps:txbx><w:txbxContent>%s</w:txbxContent>' \
            '</wps:txbx></wps:wsp>' % text
        if kind == 2:
            return '<w:r>' + shape % (alt, box) + '</w:r>'
        vml = '<w:pict><v:shape alt="x"><v:textbox><w:txbxContent>%s' \
            '</w:txbxContent></v:textbox></v:shape></w:pict>' % text
        return '<w:r>%s<mc:AlternateContent><mc:Choice Requires="wps">%s' \
            '</mc:Choice><mc:Fallback>%s</mc:Fallback>' \
            '</mc:AlternateContent></w:r>' % (
                rng.choice(['', self.t(sentence(rng))]),
                shape % (alt, box), vml)

    def existing(self, inner):
        """A comment that somebody made before."""
        number = len(self.comments) * self.rng.choice([1, 3])
        while number in self.comments:
            number += 1
        self.comments.append(number)
        return ('<w:commentRangeStart w:id="%d"/>%s<w:commentRangeEnd '
                'w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>' % (
                    number, inner, number, number))

    def paragraph(self, main=True):
        rng = self.rng
        if rng.random() < 0.05:
            return self.gap() + rng.choice(['<w:p/>', '<w:p w:rsidR="1"/>',
                                            '<w:p></w:p>'])
        inner = ''
        for _ in range(rng.randint(1, 3)):
            piece = self.wrapped(sentence(rng))
            if main and rng.random() < 0.1:
                piece = self.existing(piece)
            inner += piece
        if main and rng.random() < 0.15:
            self.footnotes.append(self.runs(sentence(rng)))
            reference = '<w:footnoteReference w:id="%d"/>' % len(
                self.footnotes)
            inner += rng.choice([
                '<w:r>%s</w:r>', '<w:r>%s</w:r>' if self.calm else
                '<w:r><w:t>注</w:t>%s<w:t>後</w:t></w:r>']) % reference
        if main and self.boxes and rng.random() < 0.3:
            inner = rng.choice([inner + self.drawing(),
                                self.drawing() + inner])
        if self.calm:
            return '<w:p>%s</w:p>' % inner
        props = rng.choice(['', '', '<w:pPr><w:jc w:val="both"/></w:pPr>',
                            '<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>',
                            '<w:pPr><w:rPr><w:ins w:id="7" w:author="乙"/>'
                            '</w:rPr><w:pPrChange w:id="8" w:author="乙">'
                            '<w:pPr/></w:pPrChange></w:pPr>',
                            '<w:pPr><w:rPr><w:del w:id="9" w:author="乙"/>'
                            '</w:rPr></w:pPr>' if main else ''])
        return '%s<w:p>%s%s%s</w:p>' % (self.gap(), self.gap(), props, inner)

    def table(self, depth=0):
        rng = self.rng
        rows = ''
        for _ in range(rng.randint(1, 3)):
            cells = ''
            for _ in range(rng.randint(1, 3)):
                inner = self.table(1) if depth == 0 and rng.random() < 0.1 \
                    else ''
                cells += '<w:tc><w:tcPr/>%s%s</w:tc>' % (
                    inner, self.paragraph())
            rows += '%s<w:tr>%s</w:tr>' % (self.gap(), cells)
        caption = rng.choice(['', '<w:tblCaption w:val="家庭主婦"/>'])
        return '<w:tbl><w:tblPr>%s</w:tblPr><w:tblGrid/>%s</w:tbl>' % (
            caption, rows)

    def body(self):
        rng = self.rng
        out = ''
        if rng.random() < 0.03 and not self.calm:
            return rng.choice(['<w:p/>', '<w:p w:rsidR="00AB"/>', ''])
        for _ in range(rng.randint(1, 6)):
            kind = rng.random()
            if kind < 0.7:
                out += self.paragraph()
            elif kind < 0.9 or self.calm:
                out += self.table() + self.paragraph()
            else:
                out += '<w:sdt><w:sdtPr><w:dropDownList><w:listItem ' \
                    'w:displayText="女強人" w:value="1"/></w:dropDownList>' \
                    '</w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>' % \
                    self.paragraph()
        return out

    def story(self, root, inner):
        """A part, in one of the ways that programs write XML."""
        rng = self.rng
        spaces = dict(SPACES)
        way = 9 if self.calm else rng.randrange(8)
        names = ''.join(' xmlns:%s="%s"' % i for i in spaces.items())
        text = '<w:%s%s>%s</w:%s>' % (root, names, inner, root)
        if way == 0:
            text = re.sub(r'(?<=[<\s/])w:', 'ns0:', text).replace(
                'xmlns:w=', 'xmlns:ns0=')
        elif way == 1:
            # The default namespace for elements, a prefix for attributes.
            text = re.sub(r'(</?)w:', r'\1', text)
            text = text.replace(' w:', ' at:').replace(
                'xmlns:w=', 'xmlns="%s" xmlns:at=' % W)
        head = rng.choice([
            '', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
            "<?xml version='1.0' encoding='utf-8'?>\r\n", '\ufeff',
            '<?xml version="1.0"?><!-- 女司機 --><?x y?>'])
        return head + text


def relation(kind, name, target, mode=''):
    return '<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>' % (
        name, R, kind, target, mode)


def comments(doc):
    if not doc.comments:
        return '<w:comments xmlns:w="%s"/>' % W
    return '<w:comments xmlns:w="%s">%s</w:comments>' % (W, ''.join(
        '<w:comment w:id="%d" w:author="審稿"><w:p><w:r><w:t>女司機</w:t>'
        '</w:r></w:p></w:comment>' % n for n in doc.comments))


def make(rng, path, calm=False):
    doc = Docx(rng, calm)
    main = doc.story('document', '<w:body>%s<w:sectPr>'
                     '<w:headerReference w:type="default" r:id="rIdHead"/>'
                     '</w:sectPr></w:body>' % doc.body())
    rels = [relation('header', 'rIdHead', 'header1.xml'),
            relation('hyperlink', 'rIdLink', 'https://example.org/?a=1&amp;b',
                     ' TargetMode="External"')]
    parts = {'word/header1.xml': doc.story('hdr', doc.paragraph(False))}
    if doc.footnotes:
        rels.append(relation('footnotes', 'rIdNotes', '/word/footnotes.xml'))
        parts['word/footnotes.xml'] = doc.story('footnotes', ''.join(
            '<w:footnote w:id="%d"><w:p>%s</w:p></w:footnote>' % (i + 1, n)
            for i, n in enumerate(doc.footnotes)))
    if doc.comments or rng.random() < 0.2:
        rels.append(relation('comments', 'rIdPingjian1', 'comments.xml'))
        parts['word/comments.xml'] = comments(doc)
    if doc.charts:
        rels.append(relation('chart', 'rIdChart', 'charts/chart1.xml'))
        parts['word/charts/chart1.xml'] = (
            '<c:chartSpace xmlns:c="%s" xmlns:a="%s"><c:title><a:p><a:r>'
            '<a:t>%s</a:t></a:r></a:p></c:title></c:chartSpace>' % (
                SPACES['c'], SPACES['a'], escape(sentence(rng))))
    parts['word/document.xml'] = main
    parts['word/_rels/document.xml.rels'] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
        '2006/relationships">%s</Relationships>' % ''.join(rels))
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
             'content-types"><Default Extension="rels" ContentType='
             '"application/vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="xml" ContentType="application/xml"/>'
             '<Override PartName="/word/document.xml" ContentType='
             '"application/vnd.openxmlformats-officedocument.'
             'wordprocessingml.document.main+xml"/>%s</Types>' % ''.join(
                 '<Override PartName="/%s" ContentType="application/vnd.'
                 'openxmlformats-officedocument.wordprocessingml.%s+xml"/>' %
                 (name, kind) for name, kind in (
                     ('word/header1.xml', 'header'),
                     ('word/footnotes.xml', 'footnotes'),
                     ('word/comments.xml', 'comments')) if name in parts))
    root = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/'
            '2006/relationships">%s</Relationships>' % relation(
                'officeDocument', 'rId1', 'word/document.xml'))
    entries = [('[Content_Types].xml', types), ('_rels/.rels', root)]
    entries += sorted(parts.items())
    if rng.random() < 0.15 and not calm:
        entries = [(n, strict(t)) for n, t in entries]
    pack(path, entries)


def strict(text):
    for old, new in STRICT.items():
        text = text.replace(old + '"', new + '"').replace(
            old + '/', new + '/')
    return text


def pack(path, entries):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries:
            info = zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6))
            info.compress_type = zipfile.ZIP_STORED \
                if name == 'mimetype' else zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode('utf-8'))
