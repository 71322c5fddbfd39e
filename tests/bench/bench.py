#!/usr/bin/env python3
"""Times pingjian against a search tool on the same bytes and terms.

  bench.py --bin build/release/pingjian --out build/bench [--mb 50] [--runs 7]

Every figure is a whole process: wall time and peak memory as the operating
system accounts them, medians over the runs, the two programs in turn.
Figures of two machines cannot be compared; the ratios can.  Texts are real
government texts where ../shared/eval/gov is there, else sentences made
from the lists below.
"""
import argparse, glob, json, os, platform, random, shutil, statistics
import subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))

WHO = "本局 市府 承辦同仁 區公所 志工 民眾 家長 學校 社區 圖書館 醫院 消防局".split()
DID = "辦理 說明 公布 檢討 推動 受理 規劃 協助 參加 完成 宣導 更新".split()
WHAT = "防災演練 停車收費 疫苗接種 閱讀活動 路面整修 網路報名 補助申請 環境清潔 就業博覽會 長者共餐".split()
WHEN = "今(18)日 本週 下個月 3月12日 上午10時 連假期間".split()


def made_sentences():
    pick = random.Random(113).choice
    while True:
        yield f"{pick(WHO)}{pick(WHEN)}{pick(DID)}{pick(WHAT)}，{pick(WHO)}可洽{pick(WHO)}{pick(DID)}。\n"


def gov_texts():
    for path in sorted(glob.glob(os.path.join(HERE, "../../../shared/eval/gov/*.jsonl"))):
        for line in open(path, encoding="utf-8"):
            d = json.loads(line)
            yield d["title"] + "\n\n" + d["text"] + "\n\n"


def write_text(path, size):
    """SIZE bytes of text, whole documents; returns where they come from."""
    texts = list(gov_texts())
    real = bool(texts)
    if not real:
        source = made_sentences()
        texts = [next(source) for _ in range(20000)]
    done = 0
    with open(path, "wb") as f:
        while done < size:
            for t in texts:
                b = t.encode()
                f.write(b)
                done += len(b)
                if done >= size:
                    break
    return "government texts" if real else "made sentences"


def run(argv):
    """Wall seconds and peak KiB of one process."""
    t = time.monotonic()
    p = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(p.pid, 0)
    wall = time.monotonic() - t
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{argv[0]}: exit {code}: {' '.join(argv)}")
    return wall, usage.ru_maxrss


def measure(commands, runs):
    """Median wall and memory of each command, run in turn, one warm-up."""
    for c in commands:
        run(c)
    seen = [[run(c) for c in commands] for _ in range(runs)]
    return [(statistics.median(s[i][0] for s in seen),
             statistics.median(s[i][1] for s in seen)) for i in range(len(commands))]


def more_rules(folder, count, seed):
    """A rule folder of COUNT literals that no text holds."""
    rng = random.Random(seed)
    os.makedirs(folder)
    han = [chr(c) for c in range(0x4E00, 0x9FA5)]
    with open(os.path.join(folder, "extra.yml"), "w", encoding="utf-8") as f:
        f.write("format: 1\ncategory: bench%d\ntitle: {zh: 量測, en: Bench}\nrules:\n" % seed)
        for i in range(count // 10):
            terms = ["".join(rng.choice(han) for _ in range(4)) for _ in range(10)]
            f.write(f"- id: bench{seed}.r{i}\n  kind: bias\n  severity: warning\n"
                    f"  basis: [cedaw.5a]\n  find: [{', '.join(terms)}]\n  suggest: []\n"
                    f"  message: {{zh: 量測, en: Bench}}\n"
                    f"  bad: ['‹{terms[0]}›']\n  ok: [無]\n")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--mb", type=float, default=50)
    p.add_argument("--runs", type=int, default=7)
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        report = bench(a, tmp)
    path = os.path.join(a.out, "RESULTS.md")
    with open(path, "w", encoding="utf-8") as f:
        f.write(report)
    print(report)
    print(f"written to {path}")


def bench(a, tmp):
    check = [a.bin, "check", "--fail-level", "none", "--format", "jsonl", "--max-file-bytes", str(1 << 30)]
    terms = os.path.join(tmp, "terms")
    with open(terms, "w") as f:
        subprocess.run([a.bin, "rules", "list", "--format", "terms"], stdout=f, check=True)
    count = sum(1 for _ in open(terms))
    size = int(a.mb * 1e6)
    big, half, quarter, small = (os.path.join(tmp, n) for n in ("big.txt", "half.txt", "quarter.txt", "small.txt"))
    origin = write_text(big, size)
    write_text(half, size // 2)
    write_text(quarter, size // 4)
    with open(small, "w", encoding="utf-8") as f:
        f.write(open(big, encoding="utf-8").read(1000))
    rg = [shutil.which("rg") or "rg", "-F", "-o", "-b", "-f", terms, big]

    out = [f"# Bench\n\n{platform.processor() or platform.machine()}, {os.cpu_count()} cores; "
           f"{a.mb:g} MB of {origin}; {count} terms; medians of {a.runs} runs in turn.\n",
           "| what | wall | peak memory | ratio |", "|---|---|---|---|"]

    def row(what, m, ratio=""):
        out.append(f"| {what} | {m[0] * 1000:.0f} ms | {m[1] / 1024:.0f} MB | {ratio} |")

    ours, theirs = measure([check + [big], rg], a.runs)
    row("ripgrep -F -o -b -f TERMS", theirs)
    row("pingjian check --format jsonl", ours, f"{ours[0] / theirs[0]:.2f} × ripgrep")
    out.append(f"| peak memory beyond 40 MB | | | {(ours[1] / 1024 - 40) / a.mb:.2f} × input |")
    q, h = measure([check + [quarter], check + [half]], a.runs)
    row("a quarter of the text", q)
    row("half of the text", h, f"{h[0] / q[0]:.2f} × a quarter")
    row("the whole text", ours, f"{ours[0] / h[0]:.2f} × half")
    folders = []
    for times in (1, 2):
        folders.append(os.path.join(tmp, f"more{times}"))
        more_rules(folders[-1], count * times, times)
    twice, four = measure([check + ["--rules", folders[0], big],
                           check + ["--rules", folders[0], "--rules", folders[1], big]], a.runs)
    row("twice the literals", twice, f"{twice[0] / ours[0]:.2f} × once")
    row("four times the literals", four, f"{four[0] / ours[0]:.2f} × once")
    agency = os.path.join(HERE, "../../samples/agency/rules")
    cold, layer, empty = measure([check + [small], check + ["--rules", agency, small],
                                  [a.bin, "--version"]], max(a.runs, 21))
    row("a draft of 3 KB, cold process", cold)
    row("rules with an agency folder, cold", layer, f"{layer[0] / cold[0]:.2f} × the plain start")
    row("--version", empty)
    return "\n".join(out) + "\n"


main()
