#!/usr/bin/env python3
"""check.py PROGRAM FOLDER OUT [OPTION…]: make copies of the drafts in FOLDER into
OUT and look at them with other eyes than pingjian's: the copy is the draft
but for the comments, each comment stands at its words, and the copy gives
the same findings."""
import json
import os
import re
import subprocess
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import docx_view    # noqa: E402
import odt_view     # noqa: E402
import zip_view     # noqa: E402

VIEWS = {'docx': docx_view, 'odt': odt_view}

# Blocks whose words are in the main story, where a comment can stand.
EXACT = {'paragraph', 'title', 'heading', 'list-item', 'cell', 'caption',
         'quote'}


def screen(program, paths, *options):
    run = subprocess.run(
        [program, 'check', '--format', 'json', '--lang', 'zh-TW', *options,
         *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode not in (0, 1, 2):
        raise SystemExit('%s: exit %d' % (program, run.returncode))
    return json.loads(run.stdout), run.stderr.decode()


def plain(text):
    """TEXT without what nobody sees: white space, format signs."""
    return ''.join(c for c in text if not c.isspace() and
                   unicodedata.category(c) not in ('Cf', 'Cc', 'Mn'))


def head_of(lines):
    """The phrase a comment names, and the place, '' where it stands at it."""
    match = re.match('[^「]*「(.*)」(?:（(.*)）)?$', lines[0])
    return match.group(1), match.group(2) or ''


def look(original, copy, findings):
    """Faults of one copy."""
    kind = original.rsplit('.', 1)[-1]
    view = VIEWS[kind]
    faults = []
    mine = view.read_comments(copy)
    before = set(view.read_comments(original))
    mine = {k: v for k, v in mine.items() if k not in before}
    if len(mine) != len(findings):
        return ['%d comments for %d findings' % (len(mine), len(findings))]
    texts, references = view.ranges(copy)
    order = sorted(mine, key=view.order) if hasattr(view, 'order') else \
        sorted(mine, key=int)
    for number, finding in zip(order, findings):
        phrase, place = head_of(mine[number])
        if phrase != finding['text']:
            faults.append('comment %s is about %s, not %s' % (
                number, phrase, finding['text']))
        if references.count(number) != 1:
            faults.append('comment %s is referred to %d times' % (
                number, references.count(number)))
        if not place and plain(texts.get(number) or '') != plain(phrase):
            faults.append('comment %s stands at %r, not %r' % (
                number, texts.get(number), phrase))
        if place and finding['location']['block'] in EXACT and \
                not view.may_move(original):
            faults.append('comment %s on %s stands elsewhere' % (
                number, phrase))
    if not view.same_document(original, copy):
        faults.append('the document differs')
    faults += zip_view.differences(original, copy, view.allowed(original))
    return faults


def main():
    program, folder, out = sys.argv[1:4]
    rules = sys.argv[4:]
    first, errors = screen(program, [folder], '--annotate', out, *rules)
    read = [d['path'] for d in first['documents']]
    copies = [os.path.join(out, os.path.relpath(p, folder)) for p in read]
    bad = 0
    exact = comments = 0
    failed = [line for line in errors.splitlines()
              if 'pictures' not in line]
    for document, copy in zip(first['documents'], copies):
        path = document['path']
        if path.rsplit('.', 1)[-1] not in VIEWS:
            continue
        if not os.path.exists(copy):
            faults = ['no copy: %s' % [e for e in failed if path in e]]
        else:
            again, _ = screen(program, [copy], *rules)
            faults = []
            if [again['documents'][0]['findings']] != [document['findings']]:
                faults.append('other findings')
            faults += look(path, copy, document['findings'])
        comments += len(document['findings'])
        for fault in faults:
            bad += 1
            print('%s: %s' % (path, fault))
    print('annotate: %d copies, %d comments, %d faults' % (
        len(read), comments, bad))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
