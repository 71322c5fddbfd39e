"""Entries of a zip file as they are packed."""
import zipfile


def packed(path):
    """[(name, date, method, packed bytes, unpacked bytes)] in order of the
    directory."""
    out = []
    with zipfile.ZipFile(path) as archive, open(path, 'rb') as f:
        raw = f.read()
        for info in archive.infolist():
            at = info.header_offset
            skip = int.from_bytes(raw[at + 26:at + 28], 'little') + \
                int.from_bytes(raw[at + 28:at + 30], 'little')
            at += 30 + skip
            out.append((info.filename, info.date_time, info.compress_type,
                        raw[at:at + info.compress_size],
                        archive.read(info)))
    return out


def is_subsequence(small, large):
    """Whether LARGE is SMALL with bytes put in."""
    at = 0
    # Large equal stretches are compared at once.
    i = 0
    while i < len(small):
        step = 256
        if small[i:i + step] == large[at:at + step]:
            i += step
            at += step
            continue
        found = large.find(small[i:i + 1], at)
        if found < 0:
            return False
        at = found + 1
        i += 1
    return True


def differences(original, copy, allowed):
    """What differs that should not: ALLOWED are names that may."""
    before, after = packed(original), packed(copy)
    names = [e[0] for e in before]
    faults = []
    if [e[0] for e in after][:len(names)] != names:
        faults.append('order of entries')
    later = {e[0]: e for e in after}
    for entry in before:
        other = later.get(entry[0])
        if other is None:
            faults.append('%s is gone' % entry[0])
        elif entry[:4] != other[:4] and entry[0] not in allowed:
            faults.append('%s changed' % entry[0])
        elif entry[1] != other[1]:
            faults.append('date of %s' % entry[0])
        elif not is_subsequence(entry[4], other[4]):
            faults.append('%s lost bytes' % entry[0])
    return faults
