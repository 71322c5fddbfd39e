#!/usr/bin/env python3
"""Files made to do harm: each ends in a refusal that says why, or in a
complete result, within bounds of memory and processor time, and the good
file next to it is screened all the same.

  hostile.py PROGRAM
"""
import base64, io, json, os, resource, subprocess, sys, tempfile, zipfile

MEMORY_KIB = 400 * 1024   # peak resident memory of one run
CPU_SECONDS = 10          # a run-away is killed; twice what a slow machine needs
GOOD = "局長感謝太太這位賢內助。\n"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="{}"/></Relationships>')
O = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
     'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
     'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"')


def docx(body, target="word/document.xml", extra=(), doctype=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("_rels/.rels", RELS.format(target))
        z.writestr("word/document.xml", f"{doctype}<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, data in extra:
            z.writestr(name, data)
    return out.getvalue()


def odt(body, doctype="", extra=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        z.writestr("content.xml", f"{doctype}<office:document-content {O}><office:body><office:text>"
                                  f"{body}</office:text></office:body></office:document-content>")
        for name, data in extra:
            z.writestr(name, data)
    return out.getvalue()


def objects(count):
    """Two references to each of COUNT objects that are not there, beside as many parts."""
    body = "".join(f'<draw:object xlink:href="./o{i}"/><draw:object xlink:href="./O{i}"/>' for i in range(count))
    return odt("<text:p>賢內助</text:p>" + body, extra=[(f"p{i}", b"") for i in range(count)])


def headers(count):
    """A document with a section and a header of its own for each of COUNT pages."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "".join(f'<Relationship Id="h{i}" Type="{kind}/header" Target="h{i}.xml"/>' for i in range(count))
    refs = "".join(f'<w:headerReference xmlns:r="{kind}" r:id="h{i}"/>' for i in range(count))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return docx(f"<w:sectPr>{refs}</w:sectPr>", extra=[
        ("word/_rels/document.xml.rels", f'<Relationships xmlns="{space}">{rels}</Relationships>'),
        *((f"word/h{i}.xml", f"<w:hdr {W}>{para('賢內助')}</w:hdr>") for i in range(count))])


def office(parts):
    """A container of Microsoft's: PARTS are (name, what it holds, relations as (id, type, target))."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("_rels/.rels", RELS.format(parts[0][0]))
        for name, body, relations in parts:
            z.writestr(name, body)
            folder, _, last = name.rpartition("/")
            z.writestr(f"{folder}/_rels/{last}.rels", f'<Relationships xmlns="{space}">' + "".join(
                f'<Relationship Id="{i}" Type="{kind}{t}" Target="{target}"/>' for i, t, target in relations)
                + "</Relationships>")
    return out.getvalue()


X = ('xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
P = ('xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
     'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
     'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')


def xlsx(sheet, strings="", doctype=""):
    return office([
        ("xl/workbook.xml", f'<workbook {X}><sheets><sheet name="a" r:id="s"/></sheets></workbook>',
         [("s", "worksheet", "s.xml"), ("t", "sharedStrings", "t.xml")]),
        ("xl/s.xml", f"{doctype}<worksheet {X}><sheetData>{sheet}</sheetData></worksheet>", []),
        ("xl/t.xml", f"<sst {X}>{strings}</sst>", [])])


def pptx(slides, doctype="", relations=()):
    """SLIDES are what stands in each."""
    return office([
        ("ppt/p.xml", f"<p:presentation {P}><p:sldIdLst>" + "".join(
            f'<p:sldId r:id="s{i}"/>' for i in range(len(slides))) + "</p:sldIdLst></p:presentation>",
         [(f"s{i}", "slide", f"s{i}.xml") for i in range(len(slides))]),
        *((f"ppt/s{i}.xml", f"{doctype}<p:sld {P}>{body}</p:sld>", relations) for i, body in enumerate(slides))])


def ods(body):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        z.writestr("content.xml", f'<office:document-content xmlns:table="urn:oasis:names:tc:opendocument:xmlns:'
                                  f'table:1.0" {O}><office:body><office:spreadsheet>{body}</office:spreadsheet>'
                                  f"</office:body></office:document-content>")
    return out.getvalue()


def drawn(text):
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def para(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def laughs():
    lines = ['<!ENTITY l0 "女司機">']
    lines += [f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10)]
    return "<!DOCTYPE x [" + "".join(lines) + "]>"


def external(path):
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]>'


def encrypted(data):
    """DATA with the encryption bit set in every zip header."""
    b = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        i = b.find(sign)
        while i >= 0:
            b[i + at] |= 1
            i = b.find(sign, i + 4)
    return bytes(b)


def cases(secret):
    """name, bytes, exit statuses that are right (besides the good file's 1)"""
    whole = docx(para("賢內助"))
    deep = 200_000
    yield "bomb.docx", docx(para("0" * (300 << 20))), {2}
    yield "bomb.odt", odt("<text:p>" + " " * (300 << 20) + "</text:p>"), {2}
    yield "parts.docx", docx(para("a"), extra=[(f"word/p{i}.xml", b"0" * (64 << 20)) for i in range(6)]), {1, 2}
    yield "spaces.odt", odt("<text:p>字" + '<text:s text:c="10000"/>' * 13_000 + "字</text:p>"), {1, 2}
    yield "tabs.odt", odt("<text:p>" + "".join("字<text:tab/>" * 45 + os.urandom(8).hex()
                                          for _ in range(100_000)) + "</text:p>"), {2}
    yield "objects.odt", objects(9_900), {1}
    yield "references.odt", objects(11_000), {2}
    yield "headers.docx", headers(18_000), {1}
    yield "laughs.docx", docx(para("&l9;"), doctype=laughs()), {2}
    yield "laughs.odt", odt("<text:p>&l9;</text:p>", doctype=laughs()), {2}
    yield "external.docx", docx(para("&e;"), doctype=external(secret)), {1, 2}
    yield "external.odt", odt("<text:p>&e;</text:p>", doctype=external(secret)), {1, 2}
    yield "external.html", (external(secret) + "<p>&e;").encode(), {1}
    yield "dotdot.docx", docx(para("a"), target="../../../../etc/passwd"), {2}
    yield "deep.docx", docx("<w:sdt>" * deep + "</w:sdt>" * deep), {2}
    yield "deep.odt", odt("<text:section>" * deep + "</text:section>" * deep), {2}
    yield "deep.html", b"<div>" * deep + "女司機".encode(), {1, 2}
    yield "inline.html", b"<b><i>" * deep + "女司機".encode(), {1, 2}
    yield "less.html", b"<" * 1_000_000, {1, 2}
    yield "ampersands.html", b"<p>" + b"&" * (15 << 20), {1}
    yield "ends.html", b"<b>" * 9_900 + b"</i>" * 1_000_000, {2}
    yield "blocked.html", b"<b>" + b"<i>" * 9_000 + b"<table>" + b"</b>" * 1_000_000, {2}
    yield "script.html", "女司機<script>".encode() + b"</" * (7 << 20), {1}
    many = b" ".join(b"a%x" % i for i in range(300_000))
    yield "hidden.html", b"<!-- <script> --><p " + many + b">", {2}
    yield "open.html", b"<!-- <script> --><p " + many, {2}
    yield "comment.html", "<!-- </body --><p>女司機".encode(), {1}
    yield "latin.html", b"<meta charset=iso-8859-1><p>" + "她是女強人，也是賢內助。".encode("big5"), {1}
    yield "utf7.html", b"<meta charset=utf-7><p>" + "她是女強人，也是賢內助。".encode("big5"), {1}
    yield "mail.mht", b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\nx", {1}
    yield "attribute.html", b'<p title="' + "女".encode() * 500_000 + b'">', {1, 2}
    yield "line.txt", "市府辦理活動".encode() * 800_000, {1}
    yield "brackets.txt", "「（《".encode() * 333_334, {1}
    yield "brackets.html", b"<p>" + "「（《".encode() * 333_334, {1}
    yield "spaces.txt", ("女" + " " * 1000).encode() * 5000, {1}
    yield "joined.txt", ("女" + "\u0301" * 200).encode() * 5000, {1}
    yield "zero.txt", b"", {1, 2}
    yield "nul.txt", "賢內\0助 女\0司機".encode(), {1, 2}
    yield "bomb.xlsx", xlsx("", "<si><t>" + "0" * (300 << 20) + "</t></si>"), {2}
    yield "shared.xlsx", xlsx("<row>" + '<c t="s"><v>0</v></c>' * 200_000 + "</row>",
                              "<si><t>" + os.urandom(4096).hex() + "</t></si>"), {2}
    yield "strings.xlsx", xlsx("", "<si/>" * 5_000_000), {2}
    yield "range.xlsx", xlsx('<row><c t="s"><v>7</v></c></row>', "<si><t>a</t></si>"), {2}
    yield "edges.xlsx", xlsx('<row r="99999999999"><c r="ZZZZZZ99999999999" t="str"><v>女司機</v></c></row>'), {1}
    yield "laughs.xlsx", xlsx('<row><c t="str"><v>&l9;</v></c></row>', doctype=laughs()), {2}
    yield "external.pptx", pptx([drawn("&e;")], doctype=external(secret)), {2}
    yield "slides.pptx", pptx([drawn("女司機")] * 5_000), {1}
    yield "deep.pptx", pptx(["<p:grpSp>" * deep + "</p:grpSp>" * deep]), {2}
    yield "dotdot.pptx", pptx(['<c:chart r:id="c"/>'], relations=[("c", "chart", "../../etc/passwd")]), {2}
    yield "repeated.ods", ods("<table:table>" + '<table:table-row table:number-rows-repeated="1048576">'
                              '<table:table-cell table:number-columns-repeated="16384"><text:p>女司機</text:p>'
                              "</table:table-cell></table:table-row>" * 3_000 + "</table:table>"), {1}
    yield "cells.csv", b"a," * (5 << 20), {2}
    yield "open.csv", b',"' * (3 << 20), {1}
    yield "wide.csv", "女司機".encode() + b"," * (8 << 20), {1}
    yield "deep.json", b"[" * (10 << 20), {2}
    yield "keys.json", b'{"' + b"k" * (1 << 20) + b'":["' + "女\",\"".encode() * 1_000 + b'"]}', {2}
    yield "escapes.json", b'["' + b"\\u5973" * (1 << 20) + b'"]', {1}
    yield "cut.json", '[{"a":"女司機"}'.encode(), {2}
    yield "cues.srt", "1\n00:00:01,000 --> 00:00:02,000\n市府\n\n".encode() * 100_000, {1}
    yield "tags.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v a><" * 500_000, {1}
    yield "signs.md", b"[" * (10 << 20), {2}
    yield "quotes.md", b">" * (10 << 20), {2}
    yield "lines.md", b"[a]: b\n[a\n](b " * 500_000, {2}
    yield "table.md", b"|a" * 5_000 + b"\n" + b"|---" * 5_000 + b"\n" + b"|\n" * 5_000, {1, 2}
    mail = b"MIME-Version: 1.0\nContent-Type: multipart/%s; boundary=b\n\n"
    yield "parts.eml", mail % b"mixed" + b"--b\n\nx\n" * 1_000_000, {2}
    yield "same.eml", (mail % b"alternative" + b"--b\nContent-Type: text/plain\n\na\n" * 3_000
                       + b"--b\nContent-Type: text/html\n\nb\n" * 3_000), {1}
    yield "deep.eml", b"MIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(10_000)), {1, 2}
    yield "headers.eml", b"MIME-Version: 1.0\n" + b"X: y\n" * 1_000_000 + b"\nx", {1, 2}
    yield "bomb.eml", (mail % b"mixed" + b"--b\nContent-Type: text/plain; name=a.docx\n"
                       + b"Content-Transfer-Encoding: base64\n\n"
                       + base64.encodebytes(docx(para("0" * (300 << 20))))), {1}
    yield "locked.docx", encrypted(whole), {2}
    yield "locked.xlsx", encrypted(xlsx("")), {2}
    yield "renamed.docx", b"%PDF-1.7\n", {2}
    yield "noise.docx", os.urandom(4096), {2}
    for cut in range(1, 10):
        yield f"cut{cut}.docx", whole[:len(whole) * cut // 10], {2}


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def run(program, folder, name):
    argv = [program, "check", "--format", "jsonl", "--lang", "en", "--jobs", "1",
            os.path.join(folder, name), os.path.join(folder, "good.txt")]
    p = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limits)
    out, errors = p.communicate()
    return p.returncode, out.decode(), errors.decode()


def wrong(program, folder, name, right, secret_text):
    """What is wrong with how NAME ends, or None."""
    status, out, errors = run(program, folder, name)
    if status not in right:
        return f"exit {status}, want {sorted(right)}: {errors[-300:]}"
    if status == 2 and name not in errors:
        return f"exit 2 without naming the file: {errors[-300:]}"
    if secret_text in out + errors:
        return "an external entity was read"
    documents = [json.loads(line) for line in out.splitlines()]
    good = [d for d in documents if d["path"].endswith("good.txt")]
    if len(good) != 1 or not any(f["text"] == "賢內助" for f in good[0]["findings"]):
        return "the file next to it was not screened"
    if status == 2 and any(d["path"].endswith(name) for d in documents):
        return "a file that was not read has a result"
    return None


def main():
    program, bad, count = os.path.abspath(sys.argv[1]), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        secret = os.path.join(folder, "secret")
        open(secret, "w").write("UNREADABLE-SECRET")
        open(os.path.join(folder, "good.txt"), "w").write(GOOD)
        for name, data, right in cases(secret):
            open(os.path.join(folder, name), "wb").write(data)
            problem = wrong(program, folder, name, right, "UNREADABLE-SECRET")
            os.unlink(os.path.join(folder, name))
            count += 1
            if problem:
                bad += 1
                print(f"hostile: {name}: {problem}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    if peak > MEMORY_KIB:
        bad += 1
        print(f"hostile: peak memory {peak} KiB, limit {MEMORY_KIB}")
    print(f"hostile: {count} files, {bad} wrong, peak memory {peak // 1024} MiB")
    sys.exit(bad > 0)


main()
