"""Does a sentence in other words bring in a figure or a name that its source does not have?"""

import re
import unicodedata
from collections.abc import Iterator

from tearsheet.model import Evidence, Problem, Sentence, Support
from tearsheet.text import folded

_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_NAME = re.compile(r"[^\W\d_][\w’'-]*")


def unsaid(
    sentence: Sentence, support: Support, evidence: Evidence
) -> Iterator[tuple[Problem, str]]:
    """Every number and every capitalised name of a paraphrase that its span does not print.

    A paraphrase is somebody's reading and stays one: the gate answers for its figures and names
    only. Numbers may be grouped in another way. The first word of the sentence is a name only
    if it is written with a capital in the source too.
    """
    text = evidence.article.part(support.part)
    if support.span is None or support.span.end > len(text):
        yield "broken support", "The support points outside the archived text"
        return
    source = folded(support.span.of(text)).text
    own = folded(support.at.of(sentence.text)).text
    numbers = {_plain(number) for number in _NUMBER.findall(source)}
    for number in _NUMBER.findall(own):
        if _plain(number) not in numbers:
            yield "unsupported number", f"The source does not say ‘{number}’"
    names = set(_NAME.findall(source))
    for found in _NAME.finditer(own):
        word = found[0].removesuffix("'s")
        if not word[0].isupper() or word in names or f"{word}'s" in names:
            continue
        opens_sentence = found.start() == 0 and support.at.start == 0
        if opens_sentence and not _is_name_elsewhere(word, text):
            continue
        yield "unsupported name", f"The source does not name ‘{word}’"


def _plain(number: str) -> str:
    digits = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in number)
    return re.sub(r"[,.](?=\d{3}(?:\D|$))", "", digits)


def _is_name_elsewhere(word: str, text: str) -> bool:
    return re.search(rf"[^\W\d_]\s+{re.escape(word)}(?!\w)", text) is not None
