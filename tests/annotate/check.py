#!/usr/bin/env python3
"""check.py [--some-unread] PROGRAM FOLDER OUT [OPTION…]: make copies of the drafts in FOLDER into
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
    if not mine and not view.has_paragraph(original):
        return zip_view.differences(original, copy, set())
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
    args = sys.argv[1:]
    some_unread = args[0] == '--some-unread'
    program, folder, out = args[some_unread:some_unread + 3]
    rules = args[some_unread + 3:]
    first, errors = screen(program, [folder], '--annotate', out, *rules)
    second, _ = screen(program, [out], *rules)
    again = {os.path.relpath(d['path'], out): d
             for d in second['documents']}
    faults, comments = [], 0
    if not some_unread:
        faults += errors.splitlines()
    for document in first['documents']:
        path = document['path']
        name = os.path.relpath(path, folder)
        copy = os.path.join(out, name)
        if name not in again:
            faults.append('%s: no copy: %s' % (path, errors))
            continue
        comments += len(document['findings'])
        if again[name]['findings'] != document['findings']:
            faults.append('%s: other findings' % path)
        for fault in look(path, copy, document['findings']):
            faults.append('%s: %s' % (path, fault))
    print('\n'.join(faults[:40]), end='\n' if faults else '')
    print('annotate: %d copies, %d comments, %d faults' % (
        len(first['documents']), comments, len(faults)))
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
