#!/usr/bin/env python3
"""office.py PROGRAM SAMPLES: what LibreOffice makes of annotated copies: it
reads them, their text is the draft's, and the comments are there, in number
and place.  Each copy is turned into the other format and looked at there."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import docx_view    # noqa: E402
import odt_view     # noqa: E402
from check import head_of, plain, screen    # noqa: E402

VIEWS = {'docx': docx_view, 'odt': odt_view}
OTHER = {'docx': 'odt', 'odt': 'docx'}
SECONDS = 120


def convert(work, kind, files):
    """FILES as KIND; {name without ending: path}."""
    out = os.path.join(work, 'as-' + kind)
    # A session of its own, so that all of it ends with it.
    run = subprocess.Popen(
        ['soffice', '--headless', '--norestore',
         '-env:UserInstallation=file://%s/profile' % work,
         '--convert-to', 'txt:Text (encoded):UTF8' if kind == 'txt'
         else kind, '--outdir', out, *files], start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        run.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        raise SystemExit('office: LibreOffice took more than %d s' % SECONDS)
    return {name.rsplit('.', 1)[0]: os.path.join(out, name)
            for name in os.listdir(out)}


def text_of(path):
    """What is in PATH.  In front of a table that begins a document with a
    comment anywhere, LibreOffice 7 leaves an empty line."""
    with open(path, encoding='utf-8-sig') as f:
        return f.read().lstrip('\n')


def look(path, kind, findings):
    """Faults of PATH, of KIND, which was made of a copy with FINDINGS."""
    view = VIEWS[kind]
    comments = view.read_comments(path)
    texts, _ = view.ranges(path)
    faults, phrases = [], []
    for name, lines in comments.items():
        phrase, place = head_of(lines)
        phrases.append(plain(phrase))
        text = texts.get(name) or ''
        if not place and plain(text) != plain(phrase):
            faults.append('%s stands at %r' % (lines[0], text))
    if sorted(phrases) != sorted(plain(f['text']) for f in findings):
        faults.append('%d comments of %d, or others' % (
            len(comments), len(findings)))
    return faults


def drafts_of(work, samples):
    """Drafts to try: the samples, and some made up."""
    folder = os.path.join(work, 'drafts')
    subprocess.run([sys.executable, '-B', os.path.join(HERE, 'make.py'),
                    'office', '6', folder, 'calm'], check=True)
    for name in sorted(os.listdir(samples)):
        if name.endswith(('.docx', '.odt')):
            shutil.copy(os.path.join(samples, name), folder)
    return folder


def try_all(program, samples, work):
    folder = drafts_of(work, samples)
    copies = os.path.join(work, 'copies')
    shared = ['--rules', os.path.join(HERE, 'rules')]
    result, errors = screen(program, [folder], '--annotate', copies, *shared)
    faults = errors.splitlines()
    found = {}
    for document in result['documents']:
        name = os.path.basename(document['path'])
        stem, kind = name.rsplit('.', 1)
        os.rename(os.path.join(copies, name),
                  os.path.join(copies, '%s-copy.%s' % (stem, kind)))
        found['%s-copy' % stem] = (kind, document['findings'])
    paths = [os.path.join(d, n) for d in (folder, copies)
             for n in sorted(os.listdir(d))]
    texts = convert(work, 'txt', paths)
    for kind in ('docx', 'odt'):
        made = convert(work, OTHER[kind], [
            p for p in paths if p.endswith('-copy.' + kind)])
        for stem, (mine, findings) in found.items():
            if mine != kind:
                continue
            if stem not in made or stem not in texts:
                faults.append('%s: not read' % stem)
                continue
            if text_of(texts[stem]) != text_of(texts[stem[:-len('-copy')]]):
                faults.append('%s: another text' % stem)
            faults += ['%s: %s' % (stem, fault) for fault in look(
                made[stem], OTHER[kind], findings)]
    print('\n'.join(faults), end='\n' if faults else '')
    print('office: %d copies, %d comments, %d faults' % (
        len(found), sum(len(f) for _, f in found.values()), len(faults)))
    return 1 if faults else 0


def main():
    program, samples = sys.argv[1:3]
    if not shutil.which('soffice'):
        print('office: skipped, LibreOffice is not installed')
        return 0
    with tempfile.TemporaryDirectory() as work:
        return try_all(program, samples, work)


if __name__ == '__main__':
    sys.exit(main())
