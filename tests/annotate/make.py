#!/usr/bin/env python3
"""make.py SEED COUNT FOLDER [calm]: COUNT drafts of each format, the same
for the same seed; calm ones for LibreOffice."""
import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import make_docx    # noqa: E402
import make_odt     # noqa: E402


def main():
    seed, count, folder = sys.argv[1:4]
    calm = sys.argv[4:] == ['calm']
    os.makedirs(folder, exist_ok=True)
    for kind, module in (('docx', make_docx), ('odt', make_odt)):
        for i in range(int(count)):
            rng = random.Random('%s %s %d' % (kind, seed, i))
            module.make(rng, '%s/%s-%s-%03d.%s' % (
                folder, kind, seed, i, kind), calm)


if __name__ == '__main__':
    main()
