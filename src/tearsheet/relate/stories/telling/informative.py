"""Which article of a story tells most, for those who follow a subject?

The weights are set by hand and were looked at on the demo press (2026-11-22): people on record
and figures first, then the outlet's own work, what of its length is substance, and how much of
what several report it has. What an article has to do with the watch comes before all of them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tearsheet.model import (
    Annotations,
    Article,
    CopyGroup,
    Feature,
    Origin,
    Relevance,
    Suggestion,
)
from tearsheet.relate.dates import out_by
from tearsheet.relate.stories.terms import name_key
from tearsheet.text import search_terms, sentences

_SURE = 0.5
_SPEAKERS, _FIGURES, _SUBSTANCE, _COMMON = 4, 8, 350, 2
"""So many speakers, figures and words of substance are full marks; so many texts make a fact one
that several report."""
_WORDS_A_TERM = 0.6
_ORIGIN: dict[Origin, tuple[float, str]] = {
    "original": (1.0, "the outlet's own work"),
    "agency copy": (0.5, "copy of an agency"),
    "edited copy": (0.4, "edited from a copy"),
    "translated copy": (0.3, "a translated copy"),
    "press release": (0.2, "a press release"),
    "aggregator page": (0.0, "an aggregator's page"),
}
_PAID = 0.1


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an article tells that can be counted: names and figures, in whatever language."""

    names: frozenset[str]
    figures: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.names | self.figures


def informative(
    texts: Sequence[tuple[CopyGroup | None, Sequence[Article]]],
    annotations: Mapping[str, Annotations],
    relevance: Mapping[str, Relevance] | None = None,
    language: str = "",
) -> tuple[Suggestion, ...]:
    """The articles of a story, the one that tells most first, each with its reasons.

    ``texts`` are articles by the text they print. ``relevance`` goes by article key: what each
    has to do with the watch; without it all are alike. ``language`` is what its readers read.
    """
    every = [(group, article) for group, text in texts for article in text]
    facts = {one.key: _facts(one, annotations.get(one.key)) for _, one in every}
    reported = _reported_by_several([text for _, text in texts], facts)
    rated = [
        (
            Suggestion(
                article.key,
                (
                    *_about(article, relevance),
                    _on_record(annotations.get(article.key)),
                    _figures(facts[article.key]),
                    _covered(facts[article.key], reported),
                    _substance(article, annotations.get(article.key)),
                    _own(article, group),
                    *_readable(article, language),
                ),
            ),
            article,
        )
        for group, article in every
    ]
    rated.sort(key=lambda one: (-round(one[0].score, 9), out_by(one[1]), one[1].key))
    return tuple(suggestion for suggestion, _ in rated)


def _facts(article: Article, found: Annotations | None) -> _Facts:
    if found is None:
        return _Facts(frozenset(), frozenset())
    names = {key for name in found.names for word in name.text.split() if (key := name_key(word))}
    figures = {f"{figure.value.normalize():f} {figure.unit}" for figure in found.figures}
    return _Facts(frozenset(names), frozenset(figures))


def _reported_by_several(
    texts: Sequence[Sequence[Article]], facts: Mapping[str, _Facts]
) -> frozenset[str]:
    """Names and figures that two texts or more have."""
    told = Counter(
        fact
        for text in texts
        for fact in {fact for article in text for fact in facts[article.key].all}
    )
    return frozenset(fact for fact, times in told.items() if times >= _COMMON)


def _about(article: Article, relevance: Mapping[str, Relevance] | None) -> list[Feature]:
    if relevance is None:
        return []
    one = relevance.get(article.key, Relevance(0.0, "not named"))
    return [Feature("watch", one.centrality, 3.0, one.why)]


def _on_record(found: Annotations | None) -> Feature:
    """People and bodies that are quoted by name; bodies count half."""
    quoted: dict[str, float] = {}
    for quote in found.printed_quotes if found else ():
        speaker = quote.speaker
        if speaker and speaker.confidence >= _SURE and speaker.kind in ("person", "body"):
            quoted[speaker.person or speaker.name] = 1.0 if speaker.kind == "person" else 0.5
    many = len(quoted)
    why = f"{many} speakers on record" if many != 1 else "one speaker on record"
    return Feature(
        "on record", min(1.0, sum(quoted.values()) / _SPEAKERS), 1.5, why if many else "nobody"
    )


def _figures(facts: _Facts) -> Feature:
    many = len(facts.figures)
    why = f"{many} figures" if many != 1 else "one figure"
    return Feature("figures", min(1.0, many / _FIGURES), 1.0, why)


def _covered(facts: _Facts, reported: frozenset[str]) -> Feature:
    shared = len(facts.all & reported)
    share = shared / len(reported) if reported else 0.0
    why = f"{shared} of {len(reported)} names and figures that several report"
    return Feature("coverage", share, 1.5, why)


def _substance(article: Article, found: Annotations | None) -> Feature:
    """Words of the sentences in which somebody speaks, is named, or something is counted."""
    marks = (
        sorted(
            (span.start, span.end)
            for spans in (
                [span for quote in found.printed_quotes for span in quote.spans],
                [mention for name in found.names for mention in name.mentions],
                [figure.span for figure in found.figures],
                [moment.span for moment in found.moments],
            )
            for span in spans
        )
        if found
        else []
    )
    words, at, reach = 0.0, 0, 0
    for sentence in sentences(article.text, article.language):
        while at < len(marks) and marks[at][0] < sentence.end:
            reach = max(reach, marks[at][1])
            at += 1
        if reach > sentence.start:
            words += _words(sentence.of(article.text), article.language)
    why = f"{words:.0f} words that say who, when or how much"
    return Feature("substance", min(1.0, words / _SUBSTANCE), 1.0, why)


def _words(text: str, language: str) -> float:
    terms = len(search_terms(text, language).split())
    return terms * _WORDS_A_TERM if language[:2] in ("zh", "ja", "ko", "th") else terms


def _own(article: Article, group: CopyGroup | None) -> Feature:
    value, why = _ORIGIN[article.provenance.kind]
    if group is not None and group.original != article.key:
        relation = next(one.relation for one in group.copies if one.article_key == article.key)
        value, why = min(value, 0.3), f"a copy ({relation})"
    if article.kind == "sponsored":
        value, why = _PAID, "somebody paid for it"
    if article.kind == "press release":
        value, why = min(value, _ORIGIN["press release"][0]), "a press release"
    return Feature("own work", value, 1.5, why)


def _readable(article: Article, language: str) -> list[Feature]:
    if not language:
        return []
    same = article.language.partition("-")[0] == language.lower().partition("-")[0]
    return [Feature("readable", float(same), 0.5, f"it is in {article.language}")]
