"""Sentences whose marked words the rules of this folder find, and ways to
write text as XML that all mean the same."""

PHRASES = ['女司機', '女強人', '家庭主婦', '外籍新娘', '人氣辣妹團體',
           '巾幗不讓鬚眉', '護士小姐', '打火弟兄', 'Q&amp;A辣妹', 'girl power',
           '賢內助']
SENTENCES = [
    '貨運公司的{}駕駛聯結車已有十五年。', '今年由一位{}帶隊，三天內完成。',
    '方便{}參加，', '「{}」這一組下午報到；', '邀請{}開場。', '{}，{}！',
    '場地在三樓，下午兩點開始。', 'Everybody is welcome: {} at noon. ',
    '  {}  與 {} 都來了', '名單如下：',
]


def sentence(rng):
    """Text with phrases in it, "&" still written as itself."""
    out = rng.choice(SENTENCES)
    while '{}' in out:
        out = out.replace('{}', rng.choice(PHRASES).replace('&amp;', '&'), 1)
    return out


def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;') \
        .replace('>', '&gt;')


def write(rng, text, plain=0.6):
    """TEXT as XML: references, marked sections, comments in between."""
    if rng.random() < plain:
        return escape(text)
    out = ''
    i = 0
    while i < len(text):
        n = rng.randint(1, 4)
        piece = text[i:i + n]
        i += n
        way = rng.randrange(6)
        if way == 0:
            out += ''.join('&#x%x;' % ord(c) for c in piece)
        elif way == 1:
            out += ''.join('&#%d;' % ord(c) for c in piece)
        elif way == 2:
            out += '<![CDATA[%s]]>' % piece
        elif way == 3:
            out += escape(piece) + '<!-- 女司機 <w:t> -->'
        elif way == 4:
            out += '<?mark 女強人?>' + escape(piece)
        else:
            out += escape(piece)
    return out


def split(rng, text, most=5):
    """TEXT in pieces, cut anywhere."""
    cuts = sorted(rng.sample(range(1, len(text)), min(
        len(text) - 1, rng.randint(0, most)))) if len(text) > 1 else []
    return [text[a:b] for a, b in zip([0] + cuts, cuts + [len(text)])]
