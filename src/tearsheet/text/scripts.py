"""Which script is a text written in, and which way does a language run?"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal

# The first word of a character's Unicode name tells its script (ISO 15924 code here).
_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "HEBREW": "Hebr",
    "ARABIC": "Arab",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "NKO": "Nkoo",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "ORIYA": "Orya",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "TIBETAN": "Tibt",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "MONGOLIAN": "Mong",
    "ETHIOPIC": "Ethi",
    "CJK": "Hani",
    "BOPOMOFO": "Bopo",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "TIFINAGH": "Tfng",
}
_RIGHT_TO_LEFT_LANGUAGES = frozenset(
    re.findall(
        r"\w+", "ar arc arz ary apc azb bal ckb dv fa he iw khw ks lrc mzn nqo prs ps sd ug ur yi"
    )
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"])


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """The direction a BCP 47 language is written in; its script subtag decides if it has one."""
    subtags = language.lower().replace("_", "-").split("-")
    script = next((subtag for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if subtags[0] in _RIGHT_TO_LEFT_LANGUAGES else "ltr"


def script_of(text: str) -> str:
    """The ISO 15924 script most letters are in; ``Zyyy`` if there is no letter.

    Han with kana is ``Jpan``, Han with Hangul or Hangul alone ``Kore``, as language tags say it.
    """
    counts = Counter[str]()
    for character, number in Counter(text).items():
        script = _script(character)
        if script:
            counts[script] += number
    if not counts:
        return "Zyyy"
    kana = counts["Hira"] + counts["Kana"]
    east_asian = kana + counts["Hani"] + counts["Hang"]
    best, number = max(counts.items(), key=lambda item: (item[1], item[0]))
    if east_asian < number:
        return best
    # Japanese running text is a third kana or more; a stray kana in a Chinese page is not.
    if kana * 10 >= east_asian and kana >= counts["Hang"]:
        return "Jpan"
    return "Kore" if counts["Hang"] * 10 >= east_asian else "Hani"


@lru_cache(maxsize=20_000)
def _script(character: str) -> str | None:
    """The script of one letter; None for what all scripts share."""
    if not character.isalpha():
        return None
    name = unicodedata.name(character, "").removeprefix("FULLWIDTH ").removeprefix("HALFWIDTH ")
    return _SCRIPTS.get(name.partition(" ")[0], "Zzzz")
