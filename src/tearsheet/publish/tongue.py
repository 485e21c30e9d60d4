"""In which language and direction each stretch of an edition's text is to be set."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tearsheet.model import Outlet, Sentence, Support
from tearsheet.publish.sheet import TearSheet
from tearsheet.text.scripts import direction_of, script_of

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})


@dataclass(frozen=True, slots=True)
class Run:
    """Characters set alike. ``foreign`` runs are isolated; ``language`` is theirs, if known."""

    text: str
    foreign: bool = False
    language: str | None = None
    direction: Literal["ltr", "rtl"] = "ltr"


def html_language(language: str) -> str:
    """A language as an HTML ``lang``: empty for unknown, as HTML writes it."""
    return language if LANGUAGE.fullmatch(language) and language != "und" else ""


def direction(text: str, language: str = "und") -> Literal["ltr", "rtl"]:
    """The direction to set a text in: its language's, or its script's if that is unknown."""
    if html_language(language):
        return direction_of(language)
    return "rtl" if script_of(text) in RIGHT_TO_LEFT else "ltr"


def runs(sheet: TearSheet) -> list[list[Run]]:
    """A sentence's paragraphs, each as runs; what comes from elsewhere is a run of its own.

    Names of outlets and authors, and words of an article in another language than the
    sentence's, are foreign: they are isolated, so that their direction cannot disturb the rest.
    """
    sentence = sheet.sentence
    paragraphs: list[list[Run]] = [[]]
    for run in _cut(sheet):
        first, *rest = run.text.split("\n")
        for number, text in enumerate([first, *rest]):
            if number:
                paragraphs.append([])
            if text:
                paragraphs[-1].append(Run(text, run.foreign, run.language, run.direction))
    return paragraphs if sentence.text else [[]]


def _cut(sheet: TearSheet) -> Iterator[Run]:
    text, at = sheet.sentence.text, 0
    for support in sorted(sheet.sentence.supports, key=lambda s: (s.at.start, -s.at.end)):
        if support.at.start < at or support.at.end > len(text) or not len(support.at):
            continue
        run = _foreign(sheet, support)
        if run is None:
            continue
        if at < support.at.start:
            yield Run(text[at : support.at.start])
        yield run
        at = support.at.end
    if at < len(text):
        yield Run(text[at:])


def _foreign(sheet: TearSheet, support: Support) -> Run | None:
    """The support's characters as a foreign run, None if they are the sentence's own."""
    evidence = next(
        (c.source.evidence for c in sheet.clippings if c.source.key == support.article_key), None
    )
    if evidence is None:
        return None
    text = support.at.of(sheet.sentence.text)
    if support.fact == "outlet":
        return _named(text, _language_of_name(evidence.outlet, text), sheet.sentence)
    if support.fact == "author":
        return _named(text, None, sheet.sentence)
    if support.relation == "verbatim" and not _same_tongue(
        evidence.article.language, sheet.sentence
    ):
        return _named(text, evidence.article.language, sheet.sentence)
    return None


def _named(text: str, language: str | None, sentence: Sentence) -> Run | None:
    known = language if language and html_language(language) else None
    if known and _same_tongue(known, sentence):
        return None
    return Run(text, foreign=True, language=known, direction=direction(text, known or "und"))


def _same_tongue(language: str, sentence: Sentence) -> bool:
    return language.partition("-")[0].lower() == sentence.language.partition("-")[0].lower()


def _language_of_name(outlet: Outlet, name: str) -> str | None:
    return next((known.language for known in outlet.names if known.text == name), None)
