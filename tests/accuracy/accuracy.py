#!/usr/bin/env python3
"""How well the rules judge labelled lines and real texts, against the
figures that were last accepted (tests/accuracy.tsv).

  accuracy.py PROGRAM SHARED [--accept] [--all]

SHARED holds further labelled files; where it is not there, own.tsv alone is
measured.  A figure that got worse ends in exit status 1, with the lines that
changed; --accept takes the figures as they are; --all names every line that
fails, old or new.

Which lines failed at the last acceptance is known by fingerprints alone
(known.tsv), because the texts in SHARED are no part of the project.
"""
import argparse, collections, csv, glob, hashlib, json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FIGURES = os.path.join(os.path.dirname(HERE), "accuracy.tsv")
KNOWN = os.path.join(HERE, "known.tsv")
NAMED = 20        # lines named for one figure; --all names the rest
AROUND = 24       # characters of context around a finding


class Figure:
    """One measure of one file.  `bad` holds what speaks against it, by
    fingerprint: each is a line (or finding) as a reader wants to see it."""

    def __init__(self, file, measure, total=None, per=None):
        self.file, self.measure = file, measure
        self.total, self.per = total, per     # per: 1,000 sentences
        self.bad = {}

    def fail(self, line, *identity):
        key = hashlib.sha256("\t".join(map(str, identity)).encode()).hexdigest()[:10]
        while key in self.bad:                # the same line twice in a file
            key = hashlib.sha256(key.encode()).hexdigest()[:10]
        self.bad[key] = line

    @property
    def higher(self):
        return self.total is not None

    @property
    def value(self):
        if self.per is not None:
            return f"{len(self.bad) / self.per:.2f}"
        return f"{self.total - len(self.bad)}/{self.total}" if self.higher else str(len(self.bad))

    def badness(self, value):
        """A number that grows as VALUE gets worse."""
        if not self.higher:
            return float(value)
        found, total = map(int, value.split("/"))
        return total - found


# --- screening -----------------------------------------------------------

def screen(program, texts):
    """The findings of each distinct text, by one run of PROGRAM."""
    texts = list(dict.fromkeys(texts))
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        # An empty configuration: none above the folder counts.
        open(os.path.join(folder, ".pingjian.yml"), "w").close()
        for i, text in enumerate(texts):
            with open(os.path.join(folder, f"{i:06d}.txt"), "w", encoding="utf-8", newline="") as f:
                f.write(text)
        run = subprocess.run([program, "check", "--format", "jsonl", "--fail-level", "none", folder],
                             stdout=subprocess.PIPE)
        if run.returncode:
            sys.exit(f"accuracy: {program} ended with status {run.returncode}")
        for line in run.stdout.decode("utf-8").splitlines():
            doc = json.loads(line)
            found[texts[int(os.path.basename(doc["path"])[:-4])]] = doc["findings"]
    return found


def strong(findings):
    return [f for f in findings if f["severity"] != "advice"]


def touches(finding, begin, end):
    b, e = finding["location"]["chars"]
    return b < end and begin < e


def places(text, phrase):
    return [(m.start(), m.end()) for m in re.finditer(re.escape(phrase), text)]


def letters(text):
    return re.sub(r"[\W_]", "", text).lower()


def hits(finding, text, span):
    """Whether FINDING stands on SPAN of TEXT ('*': anywhere)."""
    if span == "*":
        return True
    # Overlapping occurrences count too, so the text is walked by hand.
    at = text.find(span)
    while at >= 0:
        if touches(finding, at, at + len(span)):
            return True
        at = text.find(span, at + 1)
    if span in text:
        return False
    # Marks or invisible characters break the span: compare letters.
    return letters(span)[:2] in letters(finding["text"]) or letters(finding["text"]) in letters(span)


def in_context(text, finding):
    b, e = finding["location"]["chars"]
    around = f"{text[max(0, b - AROUND):b]}‹{text[b:e]}›{text[e:e + AROUND]}"
    return f"{finding['rule']}: " + re.sub(r"\s+", " ", around)


# --- labelled lines ------------------------------------------------------

def read_lines(path):
    """(expect, kind, span, text) for each labelled line of PATH, which may
    be one of the two tables of SHARED/domain."""
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    head, rows = rows[0], rows[1:]
    if head[:2] == ["text", "bait"]:
        return [("clean", "trap " + r[1], "-", r[0]) for r in rows]
    if head[0] == "id" and "pattern" in head:
        return [case for r in rows for case in
                (("any" if r[2] == "advice" else "flag", r[0], "*", r[4]), ("clean", r[0], "-", r[5]))]
    return [tuple(r[:4]) for r in rows if len(r) >= 4 and not r[0].startswith("#")]


def score_lines(name, cases, found):
    wanted = sum(c[0] != "clean" for c in cases)
    recall = Figure(name, "found", total=wanted)
    alarms = Figure(name, "false alarms")
    for expect, kind, span, text in cases:
        findings = found[text]
        if expect == "clean":
            if strong(findings):
                rules = ", ".join(f["rule"] for f in strong(findings))
                alarms.fail(f"{kind}: {rules}: {text}", kind, text)
        elif not any(hits(f, text, span) for f in (findings if expect == "any" else strong(findings))):
            recall.fail(f"{expect} {kind}: {span}: {text}", expect, kind, span, text)
    return [f for f in (recall, alarms) if f is alarms or wanted]


# --- real texts ----------------------------------------------------------

def read_texts(path):
    """[(source, id, text)] of a file with one JSON object a line."""
    source = os.path.basename(path).split(".")[0]
    with open(path, encoding="utf-8") as f:
        docs = [json.loads(line) for line in f]
    return [(source, d["id"], d.get("title", "") + "\n\n" + d["text"]) for d in docs]


def score_noise(name, docs, found):
    sentences = sum(len(re.findall("[。！？]", text)) for _, _, text in docs)
    noise = Figure(name, "errors and warnings per 1,000 sentences", per=sentences / 1000)
    for _, doc, text in docs:
        for f in strong(found[text]):
            noise.fail(f"{doc}: {in_context(text, f)}", doc, f["location"]["chars"][0], f["text"])
    return [noise]


def read_gold(folder, docs):
    """{number: text}, {number: [(level, category, phrase)]}."""
    by_id = {(source, doc): text for source, doc, text in docs}
    with open(os.path.join(folder, "docs.json"), encoding="utf-8") as f:
        wanted = json.load(f)
    texts = {d["n"]: by_id[d["src"], d["id"]] for d in wanted if (d["src"], d["id"]) in by_id}
    marks = collections.defaultdict(list)
    for path in sorted(glob.glob(os.path.join(folder, "*.tsv"))):
        with open(path, encoding="utf-8") as f:
            for row in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row[1] != "none" and row[0] in texts:
                    marks[row[0]].append(tuple(row[1:4]))
    return texts, marks


def score_gold(texts, marks, found):
    count = collections.Counter(level for all_marks in marks.values() for level, _, _ in all_marks)
    flags = Figure("gold", "flags found", total=count["flag"])
    sure = Figure("gold", "flags found as error or warning", total=count["flag"])
    advice = Figure("gold", "advice found", total=count["advice"])
    traps = Figure("gold", "trap alarms")
    extra = Figure("gold", "errors and warnings on no mark")
    for n, text in texts.items():
        marked = set()
        for level, category, phrase in marks[n]:
            spans = places(text, phrase)
            on = [k for k, f in enumerate(found[text]) if any(touches(f, b, e) for b, e in spans)]
            marked.update(on)
            loud = strong(found[text][k] for k in on)
            line, identity = f"{n} {category}: {phrase}", (n, category, phrase)
            if level == "flag" and not on:
                flags.fail(line, *identity)
            if level == "flag" and not loud:
                sure.fail(line, *identity)
            if level == "advice" and not on:
                advice.fail(line, *identity)
            if level == "trap" and loud:
                traps.fail(line + ": " + ", ".join(f["rule"] for f in loud), *identity)
        for k, f in enumerate(found[text]):
            if k not in marked and f["severity"] != "advice":
                extra.fail(f"{n} {in_context(text, f)}", n, f["location"]["chars"][0], f["text"])
    return [flags, sure, advice, traps, extra]


def measure(program, shared):
    """Every figure there is, and the names of files that are not there."""
    eval_, domain = os.path.join(shared, "eval"), os.path.join(shared, "domain")
    lined = [os.path.join(HERE, "own.tsv")]
    lined += [os.path.join(domain, name) for name in ("constructions.tsv", "mustnot.tsv")]
    gov = sorted(glob.glob(os.path.join(eval_, "gov", "*.jsonl")))
    missing = [p for p in lined if not os.path.exists(p)]
    missing += [] if gov else [os.path.join(eval_, "gov")]
    lines = {os.path.basename(p): read_lines(p) for p in lined if p not in missing}
    docs = {os.path.basename(p): read_texts(p) for p in gov}
    found = screen(program, [c[3] for cases in lines.values() for c in cases] +
                   [text for texts in docs.values() for _, _, text in texts])
    figures = []
    for name, cases in lines.items():
        figures += score_lines(name, cases, found)
    for name, texts in docs.items():
        figures += score_noise(name, texts, found)
    gold = os.path.join(eval_, "gold")
    if gov and os.path.exists(os.path.join(gold, "docs.json")):
        figures += score_gold(*read_gold(gold, [d for texts in docs.values() for d in texts]), found)
    else:
        missing.append(gold)
    return figures, missing


# --- what was accepted ---------------------------------------------------

def read_table(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#")]


def write_table(path, head, rows):
    with open(path, "w", encoding="utf-8") as f:
        f.write(head)
        f.writelines("\t".join(row) + "\n" for row in rows)


def accept(figures):
    """Take FIGURES; what was not measured keeps what was accepted."""
    now = {(f.file, f.measure) for f in figures}
    kept = [r for r in read_table(FIGURES) if (r[0], r[1]) not in now]
    rows = [[f.file, f.measure, f.value, "higher" if f.higher else "lower"] for f in figures]
    write_table(FIGURES, "# Last accepted figures of `make accuracy`; `make accuracy-accept` writes them.\n"
                "# file\tmeasure\taccepted\tbetter\n", rows + kept)
    kept = [r for r in read_table(KNOWN) if (r[0], r[1]) not in now]
    rows = [[f.file, f.measure, key] for f in figures for key in sorted(f.bad)]
    write_table(KNOWN, "# Fingerprints of the lines that failed when the figures were accepted.\n"
                "# file\tmeasure\tline\n", rows + kept)


def name_lines(title, lines, everything):
    if lines:
        print(f"    {title}:")
    for line in lines if everything else lines[:NAMED]:
        print("      " + line)
    if len(lines) > NAMED and not everything:
        print(f"      … and {len(lines) - NAMED} more")


def compare(figures, everything):
    """Print every figure; the number of those that got worse."""
    accepted = {(r[0], r[1]): r[2] for r in read_table(FIGURES)}
    known = {tuple(r) for r in read_table(KNOWN)}
    worse = better = 0
    for f in figures:
        was = accepted.get((f.file, f.measure))
        change = f.badness(f.value) - f.badness(was) if was else 0
        bad = was is None or change > 0
        worse += bad
        better += change < 0
        verdict = "no accepted figure" if was is None else f"WORSE than {was}" if bad else \
            f"better than {was}" if change else "as accepted"
        print(f"  {f.file}: {f.measure}: {f.value} ({verdict})")
        new = [line for key, line in f.bad.items() if (f.file, f.measure, key) not in known]
        name_lines("no longer found" if f.higher else "new since accepted", new if was else [], everything)
        if everything:
            name_lines("as before", [line for line in f.bad.values() if line not in new], True)
    if better and not worse:
        print(f"accuracy: {better} better than accepted; make accuracy-accept keeps that")
    return worse


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("program")
    p.add_argument("shared")
    p.add_argument("--accept", action="store_true", help="take the figures as they are")
    p.add_argument("--all", action="store_true", help="name every line that fails")
    a = p.parse_args()
    figures, missing = measure(a.program, a.shared)
    for path in missing:
        print(f"accuracy: not measured, because it is not there: {path}")
    worse = compare(figures, a.all)
    if a.accept:
        accept(figures)
        print("accuracy: accepted")
        return 0
    print(f"accuracy: {len(figures)} figures, {worse} worse than accepted")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
