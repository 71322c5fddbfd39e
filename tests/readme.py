#!/usr/bin/env python3
"""What the documents print and the sample layer hold, works: rule files load,
lint finds no mistake in them and their examples hold; settings are read;
what a command is said to print, it prints.

  readme.py PROGRAM
"""
import os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RULES = "format: 1\n"        # how a rule file begins
SETTINGS = "fail_level: "    # and a file of settings, in these documents


def blocks(name):
    """(line, text) of each block of YAML in the document NAME; of a rule file,
    what stands behind its comment."""
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        text = f.read()
    if name.endswith(".yml"):
        yield 1, text[text.index(RULES):]
    for m in re.finditer(r"^```yaml\n(.*?)^```", text, re.M | re.S):
        yield text.count("\n", 0, m.start()) + 2, m.group(1)


def touched(text):
    """The rules that TEXT adds or changes, but for those it switches off."""
    return re.findall(r"^- (?:id|rule): (\S+)[^\n]*\n(?!  disable: true)", text, re.M)


def run(program, folder, *args, stdin=""):
    p = subprocess.run([program, *args, "--lang", "en"], cwd=folder, input=stdin.encode(),
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return p.returncode, p.stdout.decode("utf-8", "replace")


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def transcripts(name):
    """(line, command, parts) of each block that shows a command and, between
    "..." for what is left out, parts of its output."""
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        text = f.read()
    for m in re.finditer(r"^```\n\$ pingjian ([^\n]*)\n(.*?)^```", text, re.M | re.S):
        parts = re.split(r"\n\n(?:\.\.\.\n\n)?", m.group(2).strip())
        yield text.count("\n", 0, m.start()) + 2, m.group(1), parts


def main():
    program = os.path.abspath(sys.argv[1])
    failures, tried = [], 0
    for name in "README.md", "lexicons/FORMAT.md", "samples/agency/rules/local.yml":
        rules = None
        found = list(blocks(name))
        for line, text in found:
            if text.startswith(RULES):
                rules = rules or text
        for line, text in found:
            with tempfile.TemporaryDirectory() as folder:
                if text.startswith(RULES):
                    put(os.path.join(folder, "our-rules", "ours.yml"), text)
                    commands = [("rules", "lint", "--rules", "our-rules")]
                    commands += [("rules", "test", "--rules", "our-rules", "--only", rule) for rule in touched(text)]
                elif text.startswith(SETTINGS):
                    # The folder of rules that the settings name.
                    put(os.path.join(folder, "our-rules", "ours.yml"), rules)
                    put(os.path.join(folder, ".pingjian.yml"), text)
                    commands = [("check", "--encoding", "utf-8", "-")]
                else:
                    continue
                for command in commands:
                    tried += 1
                    status, out = run(program, folder, *command, stdin="各位市民朋友，大家好。\n")
                    if status:
                        failures.append(f"{name}:{line}: {' '.join(command)}: exit {status}\n{out}")
    for line, command, parts in transcripts("README.md"):
        tried += 1
        out = run(program, HERE, *command.split())[1]
        failures += [f"README.md:{line}: {command} does not print\n{part}" for part in parts if part not in out]
    for failure in failures:
        print(failure)
    print(f"documents: {tried} tried, {len(failures)} failed")
    return 1 if failures or tried == 0 else 0


sys.exit(main())
