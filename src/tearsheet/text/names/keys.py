"""By which keys are names found that may mean the same?"""

import re
from functools import lru_cache

from tearsheet.text.names.sounds import letters_table
from tearsheet.text.names.spelling import sounds
from tearsheet.text.names.words import NameWord, name_words, nicknames

_REMEMBERED = 50_000
_CODES = str.maketrans("bpfvkgtdlrmncszSCZJ", "PPPPKKTTRRNNKKKKKKK", "aeiouhHwyqx0123456789")
_DOUBLED = re.compile(r"(.)\1+")
_LONGEST = 3
_HAN = re.compile("[\u3400-\u9fff]{2,}")


@lru_cache(maxsize=_REMEMBERED)
def name_keys(name: str) -> frozenset[str]:
    """Keys of which two forms of one name share at least one, mostly, in whatever scripts.

    Each word gives its first three consonants, told apart only as lips (p, v), tongue (t, d),
    throat and hiss (k, s, j), flow (l, r) and nose (m, n), and variants without what other
    scripts leave out. Names of Han letters also
    give those, so that a Japanese name is found in a Chinese text. A shared key makes two names
    candidates, no more: `likeness` decides. A name without letters has no keys.
    """
    parted = name_words(name)
    words = parted.words
    keys = {key for word in words for key in _keys(word)}
    if len(words) > 1 and any(letters_table(word.printed) in _UNPARTED for word in words):
        whole = "".join(word.plain for word in words)
        keys |= _keys(NameWord(whole, whole))
    keys |= {"=" + match[0][:2] for match in _HAN.finditer(name)}
    return frozenset(keys)


_UNPARTED = frozenset(["chinese", "korean", "japanese"])


def _keys(word: NameWord) -> set[str]:
    plain = word.plain
    if plain.isdigit():
        return {plain}
    keys = set[str]()
    for form in {plain, nicknames().get(plain, plain)}:
        heard = sounds(form)
        code = heard.translate(_CODES)
        if not code:
            keys.add(form[:1])
            continue
        # Many scripts do not write r behind a vowel, and w is a vowel in some.
        for variant in (code, code.replace("R", ""), heard.replace("v", "").translate(_CODES)):
            short = _DOUBLED.sub(r"\1", variant)[:_LONGEST]
            if short:
                keys.add(short)
    return keys - {""}
