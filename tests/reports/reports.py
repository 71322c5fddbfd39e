#!/usr/bin/env python3
"""Reports for programs, read as those programs read them.

  reports.py PROGRAM NPM

One screening of the samples and of drafts made to be difficult writes every
format; each is checked by its published schema or by a parser that is not
ours, its places against the bytes of the drafts, and all against the JSON
report: the same findings, in the same order.  NPM is a folder of npm packages
(tests/npm/package.json): @microsoft/jest-sarif ships the schema of SARIF 2.1.0
as it was published; @umbrelladocs/rdformat-validator checks the format of
reviewdog, beside our reduced form of its schema (rdjson.schema.json).
"""
import base64, collections, csv, hashlib, io, json, os, re, shutil, subprocess, sys, tempfile
import urllib.parse
import xml.etree.ElementTree as ET

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FORMATS = "json jsonl sarif rdjson rdjsonl github checkstyle junit csv markdown html".split()
LEVELS = {"error": "error", "warning": "warning", "advice": "note"}

failures = []
checked = collections.Counter()


def expect(good, *what):
    checked["all"] += 1
    if not good:
        failures.append(" ".join(str(w) for w in what))
    return good


def make_drafts(folder):
    """Drafts that a naive report gets wrong."""
    def put(name, data):
        with open(os.path.join(os.fsencode(folder), name if isinstance(name, bytes) else os.fsencode(name)), "wb") as f:
            f.write(data)
    text = "昨日一名女司機停車。\n她說：😀女司機與女強人。\n\n家庭主婦下午有空。\n"
    put("plain.txt", text.encode())
    put("mark.txt", b"\xef\xbb\xbf" + "女司機停車。\n又一名女司機。\n".encode())
    put("crlf.txt", text.replace("\n", "\r\n").encode())
    put("big5.txt", "昨日一名女司機停車，女強人也來了。市長出席記者會，說明市政建設與交通。\n".encode("big5"))
    put("utf16.txt", "\ufeff昨日一名女司機停車。\n".encode("utf-16le"))
    put("=1+1,a:b %25.txt", "=女司機\n@女司機\n-女強人\n".encode())
    put("<b>&\"'|*.txt", "「<script>」女司機|女強人 *x* @all https://example.org\n".encode())
    put(b"\xffname.txt", "女司機停車。\n".encode())
    put("suppressed.txt", "<!-- pingjian-disable-next occupation.woman-marked -- \"片名\" <1>; -->\n女司機停車。\n".encode())
    put("broken.txt", b"\xff\xfe\xfa " + "女司機停車。\n".encode())
    put("page.html", "<!doctype html><title>女強人</title><p>一名<b>女</b>司機。".encode())
    put("film.srt", "1\n00:00:01,000 --> 00:00:03,000\n昨日一名<i>女司</i>\n\n2\n00:00:03,500 --> 00:00:05,000\n機停車，女強人也來。\n".encode())
    put("plan.csv", "日期,內容\n1,\"一名女司機，\"\"女強人\"\"\"\n2,家庭主婦下午有空\n".encode())
    put("notes.md", "# 女強人\n\n昨日一名**女**司機與[女主管](x)。\n".encode())
    put("clean.txt", "各位市民朋友，大家好。\n".encode())
    put("empty.txt", b"")
    put("scan.pdf", b"%PDF-1.4\n")


def run(program, args, cwd):
    p = subprocess.run([program, "check", *args], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return p.returncode, p.stdout


def read(path):
    with open(path, "rb") as f:
        return f.read()


def source(cwd, path):
    """The bytes of a draft by the name it has in a JSON report."""
    name = os.path.join(cwd, path)
    if not os.path.exists(name):   # a name that is not UTF-8
        name = next(os.path.join(os.fsencode(cwd), n) for n in os.listdir(os.fsencode(cwd)) if b"\xff" in n)
    return read(name)


def all_findings(report):
    return [(d, f) for d in report["documents"] for f in d["findings"]]


def lines_lead(doc, finding):
    """The lines of the file that a finding is on, or None."""
    return finding["location"] if doc["format"] == "text" else finding["location"].get("source")


# --- SARIF

def decode(data, encoding):
    text = data.decode(encoding, "replace")
    return text[1:] if text.startswith("\ufeff") else text


def check_region(region, data, encoding, phrase):
    """Every way in which a region tells its place leads to the same text."""
    text = decode(data, "gb18030" if encoding == "gb18030" else encoding)
    lines = text.split("\n")
    got = []
    if region["startLine"] == region["endLine"]:
        got.append(lines[region["startLine"] - 1][region["startColumn"] - 1:region["endColumn"] - 1])
    if "charOffset" in region:
        got.append(text[region["charOffset"]:region["charOffset"] + region["charLength"]])
    if "byteOffset" in region:
        got.append(data[region["byteOffset"]:region["byteOffset"] + region["byteLength"]].decode("utf-8"))
    if "snippet" in region:
        got.append(region["snippet"]["text"])
    expect(got and all(g == got[0] for g in got), "sarif: a region leads to", got, "and not to", phrase)


def check_sarif(text, report, schema, cwd):
    log = json.loads(text)
    errors = list(jsonschema.Draft4Validator(schema).iter_errors(log))
    expect(not errors, "sarif schema:", [(list(e.path), e.message[:200]) for e in errors[:5]])
    run_, = log["runs"]
    driver = run_["tool"]["driver"]
    ids = [r["id"] for r in driver["rules"]]
    other, = run_["translations"]
    expect(ids and ids == [r["id"] for r in other["rules"]], "sarif: a translation has other rules")
    expect({driver["language"], other["language"]} == {"en", "zh-TW"}, "sarif: languages")
    expect(run_["columnKind"] == "unicodeCodePoints", "sarif: columnKind")
    results = [r for r in run_["results"] if not r["suppressions"]]
    suppressed = [r for r in run_["results"] if r["suppressions"]]
    expect(len(suppressed) >= 1, "sarif: nothing is suppressed")
    found = all_findings(report)
    if not expect(len(results) == len(found), "sarif:", len(results), "results of", len(found)):
        return
    encodings = {a["location"]["uri"]: a.get("encoding") for a in run_["artifacts"]}
    expect(len(run_["artifacts"]) == len(report["documents"]), "sarif: artifacts")
    for result, (doc, f) in zip(results, found):
        where = result["locations"][0]["physicalLocation"]
        expect(ids[result["ruleIndex"]] == result["ruleId"] == f["rule"], "sarif: rule of", f["rule"])
        expect(result["level"] == LEVELS[f["severity"]], "sarif: level of", f["rule"])
        expect(result["partialFingerprints"]["pingjian/v1"] == f["fingerprint"], "sarif: fingerprint")
        uri = where["artifactLocation"]["uri"]
        name = urllib.parse.unquote_to_bytes(urllib.parse.urlparse(uri).path)
        expect(name.decode("utf-8", "replace") == os.path.normpath(doc["path"]), "sarif: uri", uri)
        expect(uri in encodings, "sarif: no artifact", uri)
        if lines_lead(doc, f):
            check_region(where["region"], source(cwd, doc["path"]), encodings[uri], f["text"])
            checked["sarif regions"] += 1
        else:
            expect("region" not in where and result["locations"][0]["logicalLocations"], "sarif: a region in", uri)
            checked["sarif logical locations"] += 1
    told = [n for i in run_["invocations"] for n in i["toolExecutionNotifications"] if n["level"] == "error"]
    expect(len(told) == len(report["errors"]) > 0, "sarif: inputs not read")
    expect(run_["invocations"][0]["executionSuccessful"] is False, "sarif: success though not all was read")


# --- reviewdog

def check_rdjson(text, lines, report, schema, npm, cwd, folder):
    result = json.loads(text)
    errors = list(jsonschema.Draft4Validator(schema).iter_errors(result))
    expect(not errors, "rdjson schema:", [(list(e.path), e.message[:200]) for e in errors[:5]])
    diagnostics = result["diagnostics"]
    expect(diagnostics == [json.loads(line) for line in lines.splitlines()], "rdjsonl differs from rdjson")
    validator = os.path.join(npm, "node_modules/@umbrelladocs/rdformat-validator/bin/rdformat-validator.js")
    p = subprocess.run(["node", validator, "--strict", "--no-extra-fields", os.path.join(folder, "r.rdjson")],
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    expect(p.returncode == 0, "rdformat-validator:", p.stdout.decode()[-500:])
    found = [d for d in diagnostics if "." in d["code"]["value"]]
    wanted = all_findings(report)
    if not expect(len(found) == len(wanted), "rdjson:", len(found), "of", len(wanted)):
        return
    for d, (doc, f) in zip(found, wanted):
        expect(d["code"]["value"] == f["rule"], "rdjson: rule of", f["rule"])
        lead = lines_lead(doc, f)
        if not expect(("range" in d["location"]) == bool(lead), "rdjson: range in", doc["path"]):
            continue
        if not lead or lead["line"] != lead["endLine"]:
            continue
        data = source(cwd, doc["path"])
        if doc["charset"] != "utf-8":
            data = decode(data, doc["charset"]).encode()
        elif b"\xff" in data:
            data = data.decode("utf-8", "replace").encode()
        r = d["location"]["range"]
        got = data.split(b"\n")[r["start"]["line"] - 1][r["start"]["column"] - 1:r["end"]["column"] - 1]
        # Markup may stand within the phrase: 女**司機**.
        plain = re.sub(r"[*_`]", "", got.decode("utf-8", "replace"))
        expect(plain == f["text"], "rdjson:", doc["path"], f["text"], "is", got)
        if plain != got.decode("utf-8", "replace"):
            expect("suggestions" not in d, "rdjson: a fix across markup in", doc["path"])
        checked["rdjson ranges"] += 1
        for s in d.get("suggestions", []):
            expect(s["range"] == r and s["text"] in f["suggestions"], "rdjson: suggestion", s)


# --- the others

def check_xml(path):
    p = subprocess.run(["xmllint", "--noout", "--nonet", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    expect(p.returncode == 0, "xmllint:", p.stdout.decode()[:500])
    return ET.parse(path).getroot()


def check_checkstyle(root, report):
    expect(root.tag == "checkstyle" and all(f.tag == "file" and f.get("name") for f in root), "checkstyle: structure")
    errors = list(root.iter("error"))
    expect(all(set(e.keys()) <= {"line", "column", "severity", "message", "source"} and
               e.get("severity") in ("error", "warning", "info") and e.get("message") for e in errors), "checkstyle: error")
    rules = [e.get("source")[len("pingjian."):] for e in errors]
    expect([r for r in rules if "." in r] == [f["rule"] for _, f in all_findings(report)], "checkstyle: findings")
    expect(rules.count("not-read") == len(report["errors"]), "checkstyle: inputs not read")


def check_junit(root, report):
    expect(root.tag == "testsuites", "junit: root")
    expect(len(root) == len(report["documents"]) + len(report["errors"]), "junit: suites")
    for suite in root:
        cases = suite.findall("testcase")
        expect(all(c.get("name") and c.get("classname") for c in cases), "junit: names")
        for attribute, of in ("tests", cases), ("failures", suite.findall("testcase/failure")), \
                ("errors", suite.findall("testcase/error")), ("skipped", suite.findall("testcase/skipped")):
            expect(int(suite.get(attribute)) == len(of), "junit:", suite.get("name"), attribute)
    hard = sum(f["severity"] != "advice" for _, f in all_findings(report))
    expect(len(root.findall(".//failure")) == hard > 0, "junit: failures")
    expect(len(root.findall(".//error")) == len(report["errors"]), "junit: inputs not read")
    expect(len(root.findall(".//skipped")) >= 1, "junit: nothing is skipped")


def check_csv(data, report):
    expect(data.startswith(b"\xef\xbb\xbf"), "csv: no byte order mark")
    text = data.decode("utf-8-sig")
    expect(re.fullmatch(r'(("([^"\r\n]|"")*"|\d*)(,|\r\n))*', text), "csv: not RFC 4180 with CRLF")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    expect(len({len(r) for r in rows}) == 1, "csv: rows of", {len(r) for r in rows}, "cells")
    for cell in (c for r in rows for c in r):
        start = cell.strip(" \t\u3000")[:1]
        expect(start not in ("=", "+", "-", "@", "＝", "＋", "－", "＠") or not start, "csv: a formula:", cell)
    head = rows[0].index("Rule")
    rules = [r[head] for r in rows[1:] if r[head] and r[rows[0].index("Status")] == "pointed out"]
    expect(rules == [f["rule"] for _, f in all_findings(report)], "csv: findings")
    expect([r for r in rows if r[rows[0].index("Status")] == "not read"], "csv: inputs not read")


def check_github(text, report):
    rules, unread = [], 0
    for line in text.splitlines():
        m = re.fullmatch(r"::(error|warning|notice) file=([^,:]+)((?:,(?:line|endLine|col|endColumn)=\d+)*)"
                         r",title=([^,:]+)::(.+)", line)
        if not expect(m, "github:", line):
            continue
        expect(not re.search(r"%(?!25|0A|0D|3A|2C)", m.group(2) + m.group(5)), "github: escapes:", line)
        rules += [m.group(4)] if "." in m.group(4) else []
        unread += m.group(4) == "not-read"
    expect(rules == [f["rule"] for _, f in all_findings(report)], "github: findings")
    expect(unread == len(report["errors"]), "github: inputs not read")


def check_markdown(text, report):
    rows = [line for line in text.splitlines() if re.match(r"\| .*`[a-z-]+\.[a-z0-9-]+` \|$", line)]
    expect([r.split("`")[-2] for r in rows] == [f["rule"] for _, f in all_findings(report)], "markdown: findings")
    for row in rows:
        expect(len(re.findall(r"(?<!\\)\|", row)) == 7, "markdown: columns of", row)
        expect(not re.search(r"<(?!/?b>|!-- -->)", row), "markdown: HTML in", row)


def check_html(text, report):
    """The policy of the page allows its own style and script and no other;
    the browser test (tests/browser) looks at the rest."""
    policy, = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    expect("default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy, "html: policy", policy)
    for tag in "style", "script":
        inner, = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        expect(f"{tag}-src 'sha256-{digest}'" in policy, "html: the policy does not allow its", tag)
    expect(not re.search(r'<(link|img|iframe|object|embed|base|form[^>]* action)\b|\bsrc=|\son\w+="|style="|url\(|@import', text),
           "html: something is loaded or acts")
    expect(text.count('<li id="d') == len(all_findings(report)), "html: findings")


def main():
    program, npm = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with open(os.path.join(npm, "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), encoding="utf-8") as f:
        sarif_schema = json.load(f)
    with open(os.path.join(HERE, "rdjson.schema.json"), encoding="utf-8") as f:
        rdjson_schema = json.load(f)
    with tempfile.TemporaryDirectory() as top:
        drafts, folder = os.path.join(top, "drafts"), os.path.join(top, "reports")
        os.mkdir(folder)
        os.mkdir(drafts)
        make_drafts(drafts)
        for name in sorted(os.listdir(os.path.join(ROOT, "samples"))):
            if os.path.isfile(os.path.join(ROOT, "samples", name)) and not name.endswith(".sh"):
                shutil.copy(os.path.join(ROOT, "samples", name), drafts)
        args = ["--lang", "en", ".", "missing.txt", "-o", os.devnull]
        for fmt in FORMATS:
            args += ["--report", f"{fmt}={folder}/r.{fmt}"]
        status, _ = run(program, args, drafts)
        expect(status == 2, "exit status", status)
        data = {fmt: read(os.path.join(folder, "r." + fmt)) for fmt in FORMATS}
        text = {fmt: data[fmt].decode("utf-8") for fmt in FORMATS}
        report = json.loads(text["json"])
        expect(len(all_findings(report)) > 20 and len(report["errors"]) >= 2, "too little is found to check reports by")
        expect(report["documents"] == [json.loads(line) for line in text["jsonl"].splitlines()], "jsonl differs from json")

        check_sarif(text["sarif"], report, sarif_schema, drafts)
        check_rdjson(text["rdjson"], text["rdjsonl"], report, rdjson_schema, npm, drafts, folder)
        check_checkstyle(check_xml(os.path.join(folder, "r.checkstyle")), report)
        check_junit(check_xml(os.path.join(folder, "r.junit")), report)
        check_csv(data["csv"], report)
        check_github(text["github"], report)
        check_markdown(text["markdown"], report)
        check_html(text["html"], report)
        # One report alone, by one thread, is the same report.
        for fmt in FORMATS:
            expect(run(program, ["--lang", "en", ".", "missing.txt", "--format", fmt, "--jobs", "1"], drafts)[1] == data[fmt],
                   fmt, "differs when written alone")
    for failure in failures:
        print("reports:", failure)
    print("reports:", checked.pop("all") - len(failures), "passed,", len(failures), "failed;",
          ", ".join(f"{n} {what}" for what, n in sorted(checked.items())))
    return 1 if failures else 0


sys.exit(main())
