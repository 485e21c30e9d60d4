"""How words of Han, Hangul and kana are read."""

from functools import cache

from tearsheet.text.names.tables import table

_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_VOWELS, _FINALS = 21, 28
_KOREAN_NAME = 3
_LONGEST_CHINESE_NAME = 4
_KATAKANA_FROM_HIRAGANA = 0x60


def syllables_of(word: str) -> list[str]:
    """The Mandarin syllables of Han letters, without tones; an unknown letter is left out."""
    readings = _han()
    return [readings[letter] for letter in word if letter in readings]


def family_name(word: str) -> str:
    """The Chinese family name that a word of Han letters begins with; empty if none."""
    single, double = _families()
    if word[:2] in double:
        return word[:2]
    return word[0] if word[:1] in single else ""


def han(word: str) -> str:
    """Han letters read in Mandarin; a Chinese name as family name and given name.

    Letters outside the table stay.
    """
    family = family_name(word)
    if family and len(family) < len(word) <= _LONGEST_CHINESE_NAME:
        held = _surnames()
        first = held.get(family) or "".join(_read(family))
        return f"{first.capitalize()} {''.join(_read(word[len(family) :])).capitalize()}"
    return "".join(_read(word)).capitalize()


def _read(word: str) -> list[str]:
    readings = _han()
    return [readings.get(letter, letter).replace("v", "u") for letter in word]


def hangul(word: str) -> str:
    """Hangul by letters; three syllables after a common family name as a Korean name."""
    spelt = [_syllable(letter) for letter in word]
    family = table("east")["surnames"].get(word[0])
    if family and len(word) == _KOREAN_NAME:
        return f"{family} {spelt[1].capitalize()}-{spelt[2]}"
    return "".join(spelt).capitalize()


def jamo(letter: str) -> tuple[int, int, int]:
    """The initial, vowel and final of a Hangul syllable, as indexes of the Unicode standard.

    ValueError for any other letter.
    """
    if not _FIRST_SYLLABLE <= ord(letter) <= _LAST_SYLLABLE:
        raise ValueError(f"{letter!r} is no Hangul syllable")
    rest, final = divmod(ord(letter) - _FIRST_SYLLABLE, _FINALS)
    return (*divmod(rest, _VOWELS), final)


def _syllable(letter: str) -> str:
    initials, vowels, finals = _letters()
    initial, vowel, final = jamo(letter)
    return initials[initial] + vowels[vowel] + finals[final]


def kana(word: str) -> str:
    """Kana in Hepburn's spelling, without long marks."""
    made = list[str]()
    doubled = False
    for letter in katakana(word):
        if letter == "ッ":
            doubled = True
            continue
        if letter in _small() and made:
            made[-1] = _with_small(made[-1], _small()[letter])
            continue
        spelt = _kana().get(letter, "")
        made.append(spelt[:1] * doubled + spelt)
        doubled = False
    return "".join(made).capitalize()


def katakana(word: str) -> str:
    """Hiragana as katakana."""
    return "".join(
        chr(ord(letter) + _KATAKANA_FROM_HIRAGANA) if "ぁ" <= letter <= "ゖ" else letter
        for letter in word
    )


def _with_small(syllable: str, small: str) -> str:
    """シ+ャ is sha, キ+ャ kya, フ+ァ fa, ウ+ィ wi."""
    stem = syllable[:-1]
    if small[0] in "yw" and stem.endswith(("sh", "ch", "j")):
        return stem + small[-1]
    if syllable == "u" and small[0] not in "y":
        return "w" + small
    return stem + small


@cache
def _han() -> dict[str, str]:
    readings = table("han")["readings"]
    return {letter: reading for reading, letters in readings.items() for letter in letters}


@cache
def _families() -> tuple[frozenset[str], frozenset[str]]:
    surnames = table("han")["surnames"]
    return frozenset(surnames["single"]), frozenset(surnames["double"].split())


@cache
def _surnames() -> dict[str, str]:
    return _pairs(table("han")["surnames"]["read"])


@cache
def _letters() -> tuple[list[str], list[str], list[str]]:
    """Initials, vowels and finals of Hangul in the order of the Unicode standard."""
    hangul = table("east")["hangul"]
    initials, vowels, finals = (
        [letters.replace("-", "") for letters in hangul[part].split()]
        for part in ("initials", "vowels", "finals")
    )
    return initials, vowels, finals


@cache
def _kana() -> dict[str, str]:
    return _pairs(table("east")["kana"]["syllables"])


@cache
def _small() -> dict[str, str]:
    return _pairs(table("east")["kana"]["small"])


def _pairs(listed: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in listed.split())
