"""Our own articles (``tests/written/<language>.toml``), written to hold every difficulty.

The truth stands in the text as tags, which are taken out before anyone reads it:

- ``<q id="1" by="Aliya Bekova">…</q>`` words of a quotation, without marks; pieces of one
  quotation share the id. ``form`` is ``direct`` (if not given), ``mixed`` or ``indirect``; ``by``
  is the speaker's fullest name in the article (a body's, if a body speaks), ``article`` for the
  article itself, empty for someone unnamed; ``via`` who carried it. Marked words without the
  tag are no quotation.
- ``<m q="1">the minister</m>`` the mention of that quotation's speaker beside it.
- ``<f value="43.8e9" unit="USD" kind="money" upper="">…</f>`` a figure.
- ``<t first="2026-03-02" last="2026-03-02">on Monday</t>`` a day or period.
- ``<d place="ASTANA" date="Feb 5" agency="Xinhua">…</d>`` the dateline.

An article also lists its ``people``, ``organisations`` and ``places`` by their fullest names.

*quotes*: F1 of direct and mixed quotations, matched one to one at an IoU of at least .8 in
letters and digits. *speaker*: the share of matched ones whose speaker is right: the same name,
or one whose words are all in the other. The rest is measured by overlap and equal values.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from time import process_time

from benchmarks.figures import Figure
from tearsheet.annotate import annotate
from tearsheet.model import Annotations, Article, Dated, ExtractionReport, Name, Quote, Speaker
from tearsheet.press import register

WRITTEN = Path(__file__).resolve().parents[2] / "tests" / "written"
_TAG = re.compile(r"<(/?)([a-z])((?:\s+\w+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_WORD = re.compile(r"\w+")
Stretch = tuple[int, int]
_STEM, _ENDING = 4, 3
INFLECTED = frozenset(["de", "hi", "kk", "pl", "ru", "tr", "uk", "uz"])


@dataclass(frozen=True)
class Tagged:
    """One tag: what it is, what it says and the stretch of text it covers."""

    name: str
    says: dict[str, str]
    at: Stretch


@dataclass(frozen=True)
class Said:
    """A quotation as it truly is."""

    form: str
    by: str
    via: str
    pieces: tuple[Stretch, ...]
    mention: Stretch | None


@dataclass(frozen=True, eq=False)
class Written:
    """One article with its truth."""

    name: str
    language: str
    published: date
    title: str
    text: str
    tags: tuple[Tagged, ...]
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def article(self) -> Article:
        """The article as `read` would hand it over."""
        at = datetime(self.published.year, self.published.month, self.published.day, tzinfo=UTC)
        return Article(
            capture_key=f"{self.language} {self.name}",
            url=f"https://example.org/{self.language}/{self.name}",
            title=self.title,
            text=self.text,
            language=self.language,
            report=ExtractionReport("written"),
            published=Dated(at, "day", "page", self.published.isoformat(), zoned=False),
        )

    @property
    def said(self) -> list[Said]:
        """Its quotations."""
        pieces: dict[str, list[Tagged]] = {}
        for tag in self.tags:
            if tag.name == "q":
                pieces.setdefault(tag.says["id"], []).append(tag)
        mentions = {tag.says["q"]: tag.at for tag in self.tags if tag.name == "m"}
        return [
            Said(
                found[0].says.get("form", "direct"),
                found[0].says.get("by", ""),
                found[0].says.get("via", ""),
                tuple(tag.at for tag in found),
                mentions.get(key),
            )
            for key, found in pieces.items()
        ]


@dataclass
class Score:
    """Matches of one measure in one language."""

    found: int = 0
    true: int = 0
    matched: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.matched / max(1, self.found + self.true)

    @property
    def share_right(self) -> float:
        return self.right / max(1, self.matched)


def languages() -> list[str]:
    """The languages that articles were written in."""
    return sorted(file.stem for file in WRITTEN.glob("*.toml"))


@cache
def written(language: str) -> tuple[Written, ...]:
    """The articles of one language. Raises ValueError for a tag that does not close."""
    table = tomllib.loads((WRITTEN / f"{language}.toml").read_text("utf-8"))
    made = list[Written]()
    for article in table["article"]:
        text, tags = _untagged(article["text"].strip("\n"), article["name"])
        title, _ = _untagged(article["title"], article["name"])
        made.append(
            Written(
                article["name"],
                language,
                article["published"],
                title,
                text,
                tags,
                tuple(article.get("people", ())),
                tuple(article.get("organisations", ())),
                tuple(article.get("places", ())),
            )
        )
    return tuple(made)


def _untagged(marked: str, name: str) -> tuple[str, tuple[Tagged, ...]]:
    """The text without its tags, and the tags with their stretches."""
    parts, at, end = list[str](), 0, 0
    opened, tags = list[tuple[str, dict[str, str], int]](), list[Tagged]()
    for match in _TAG.finditer(marked):
        parts.append(marked[end : match.start()])
        at += len(parts[-1])
        end = match.end()
        if not match[1]:
            opened.append((match[2], dict(_ATTRIBUTE.findall(match[3])), at))
            continue
        if not opened or opened[-1][0] != match[2]:
            raise ValueError(f"{name}: </{match[2]}> closes nothing")
        tag, says, start = opened.pop()
        tags.append(Tagged(tag, says, (start, at)))
    if opened:
        raise ValueError(f"{name}: <{opened[-1][0]}> is never closed")
    text = "".join(parts) + marked[end:]
    if "<" in text:
        raise ValueError(f"{name}: a tag that is none near {text[text.index('<') :][:40]!r}")
    return text, tuple(sorted(tags, key=lambda tag: tag.at))


def quotes_score(language: str) -> Score:
    """Direct and mixed quotations and their speakers."""
    return _quotes(language, lambda form: form != "indirect", 0.8)


def indirect_score(language: str) -> Score:
    """Indirect speech, at an IoU of at least .3."""
    return _quotes(language, lambda form: form == "indirect", 0.3)


def _quotes(language: str, counts: Callable[[str], bool], least: float) -> Score:
    score = Score()
    for one in written(language):
        annotations = annotated(one)
        found = [q for q in annotations.quotes if counts(q.form) and q.part == "text"]
        true = [said for said in one.said if counts(said.form)]
        score.found += len(found)
        score.true += len(true)
        spans = [[(span.start, span.end) for span in quote.spans] for quote in found]
        pairs = _matches(one.text, [said.pieces for said in true], spans, least)
        for gold, guess in pairs:
            score.matched += 1
            if _is_speaker(true[gold], found[guess].speaker):
                score.right += 1
            else:
                score.wrong.append(_told(one, found[guess], f"is {true[gold].by!r}"))
        known = {guess for _, guess in pairs}
        score.wrong += [
            _told(one, quote, "is none") for n, quote in enumerate(found) if n not in known
        ]
        held = {gold for gold, _ in pairs}
        score.wrong += [
            f"{one.name}: missed {one.text[slice(*said.pieces[0])]!r} by {said.by!r}"
            for n, said in enumerate(true)
            if n not in held
        ]
    return score


def _told(one: Written, quote: Quote, truth: str) -> str:
    said = "|".join(span.of(one.text) for span in quote.spans)
    return f"{one.name}: {said!r} by {quote.speaker and quote.speaker.name!r} {truth}"


def _is_speaker(said: Said, speaker: Speaker | None) -> bool:
    if said.by == "article":
        return speaker is not None and speaker.kind == "article"
    if not said.by:
        return speaker is None or speaker.kind == "anonymous"
    return speaker is not None and is_same_name(said.by, speaker.name)


def is_same_name(one: str, other: str) -> bool:
    """Whether all words of one are in the other; without spaces, whether one holds the other."""
    a, b = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    if not a or not b:
        return False
    return a <= b or b <= a or one in other or other in one


def is_same_but_case(one: str, other: str) -> bool:
    """Whether each word begins as the other's: at most three last letters differ, four remain."""
    a, b = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    return len(a) == len(b) and all(
        x[: max(_STEM, len(x) - _ENDING)] == y[: max(_STEM, len(x) - _ENDING)]
        or x[: max(_STEM, len(y) - _ENDING)] == y[: max(_STEM, len(y) - _ENDING)]
        for x, y in zip(a, b, strict=True)
    )


def figures_score(language: str) -> Score:
    """Figures that overlap and have the same value and unit."""
    score = Score()
    for one in written(language):
        true = [tag for tag in one.tags if tag.name == "f"]
        found = list(annotated(one).figures)
        score.true += len(true)
        score.found += len(found)
        for tag in true:
            hit = next(
                (
                    figure
                    for figure in found
                    if _meet(tag.at, (figure.span.start, figure.span.end))
                    and figure.value == Decimal(tag.says["value"])
                    and figure.unit == tag.says.get("unit", "")
                ),
                None,
            )
            if hit:
                found.remove(hit)
                score.matched += 1
            else:
                score.wrong.append(f"{one.name}: missed {one.text[slice(*tag.at)]!r} {tag.says}")
        score.wrong += [f"{one.name}: {f.span.of(one.text)!r} = {f.value} {f.unit}" for f in found]
    return score


def moments_score(language: str) -> Score:
    """Days and periods that overlap and mean the same days."""
    score = Score()
    for one in written(language):
        true = [tag for tag in one.tags if tag.name == "t"]
        lines = [tag.at for tag in one.tags if tag.name == "d"]
        # A dateline's day is told by its own tag.
        found = [
            moment
            for moment in annotated(one).moments
            if not any(_meet(at, (moment.span.start, moment.span.end)) for at in lines)
        ]
        score.true += len(true)
        score.found += len(found)
        for tag in true:
            hit = next(
                (
                    moment
                    for moment in found
                    if _meet(tag.at, (moment.span.start, moment.span.end))
                    and moment.first == date.fromisoformat(tag.says["first"])
                    and moment.last == date.fromisoformat(tag.says["last"])
                ),
                None,
            )
            if hit:
                found.remove(hit)
                score.matched += 1
            else:
                score.wrong.append(f"{one.name}: missed {one.text[slice(*tag.at)]!r} {tag.says}")
        score.wrong += [
            f"{one.name}: {m.span.of(one.text)!r} = {m.first} to {m.last}" for m in found
        ]
    return score


def names_score(language: str) -> Score:
    """People, organisations and places, by kind and fullest name.

    In a language with cases a name may be printed in another case than the truth lists: there
    words that begin alike are one (`is_same_but_case`); elsewhere they are not.
    """
    score = Score()
    for one in written(language):
        judged, missed = judged_names(one)
        score.true += len(missed) + sum(right for _, right in judged)
        score.found += len(judged)
        score.matched += sum(right for _, right in judged)
        score.wrong += [f"{one.name}: missed {kind} {name!r}" for kind, name in missed]
        score.wrong += [
            f"{one.name}: {name.kind} {name.text!r} is none ({name.basis})"
            for name, right in judged
            if not right
        ]
    return score


def judged_names(one: Written) -> tuple[list[tuple[Name, bool]], list[tuple[str, str]]]:
    """The names found in an article, each with whether it is right; and what is missed."""
    true = [
        *(("person", name) for name in one.people),
        *(("organisation", name) for name in one.organisations),
        *(("place", name) for name in one.places),
    ]
    left, right, missed = list(annotated(one).names), list[Name](), list[tuple[str, str]]()
    for kind, name in true:
        of_kind = [found for found in left if found.kind == kind]
        same = [found for found in of_kind if is_same_name(found.text, name)]
        if not same and one.language in INFLECTED:
            same = [found for found in of_kind if is_same_but_case(found.text, name)]
        if same:
            left.remove(same[0])
            right.append(same[0])
        else:
            missed.append((kind, name))
    return [*((name, True) for name in right), *((name, False) for name in left)], missed


def _meet(a: Stretch, b: Stretch) -> bool:
    return max(a[0], b[0]) < min(a[1], b[1])


def _matches(
    text: str,
    true: list[tuple[Stretch, ...]],
    found: list[list[Stretch]],
    least: float,
) -> list[tuple[int, int]]:
    """One-to-one matches by falling intersection over union of letters and digits."""
    a = [_letters(text, pieces) for pieces in true]
    b = [_letters(text, pieces) for pieces in found]
    pairs = sorted(
        (
            (len(x & y) / len(x | y), i, j)
            for i, x in enumerate(a)
            for j, y in enumerate(b)
            if x & y
        ),
        key=lambda pair: -pair[0],
    )
    made = list[tuple[int, int]]()
    for share, i, j in pairs:
        if share >= least and all(i != p and j != q for p, q in made):
            made.append((i, j))
    return made


def _letters(text: str, pieces: Iterable[Stretch]) -> frozenset[int]:
    return frozenset(at for start, end in pieces for at in range(start, end) if text[at].isalnum())


@cache
def annotated(one: Written) -> Annotations:
    """What we find in an article."""
    return annotate(one.article, register())


MEASURES = {
    "quotes": quotes_score,
    "indirect": indirect_score,
    "figures": figures_score,
    "moments": moments_score,
    "names": names_score,
}


def measure(corpora: Path) -> list[Figure]:
    """All measures in every language; the corpora are not needed."""
    made = list[Figure]()
    for language in languages():
        quotes = quotes_score(language)
        note = f"{len(written(language))} articles of our own, {quotes.true} quotations"
        prefix = f"words.written.{language}"
        made.append(Figure(f"{prefix}.quotes", quotes.f1, "F1", 0.95, "high", {}, note))
        made.append(Figure(f"{prefix}.speaker", quotes.share_right, "share", 0.92, "high", {}, ""))
        for name in ("indirect", "figures", "moments", "names"):
            score = MEASURES[name](language)
            told = f"{score.true} true"
            made.append(Figure(f"{prefix}.{name}", score.f1, "F1", None, "high", {}, told))
        made.append(
            Figure(f"{prefix}.speed", speed(language), "characters/ms", None, "high", {}, "")
        )
    return made


def speed(language: str) -> float:
    """Characters a millisecond of processor time, best of three."""
    articles = [one.article for one in written(language)]
    known = register()
    times = list[float]()
    for _ in range(3):
        start = process_time()
        for article in articles:
            annotate(article, known)
        times.append(process_time() - start)
    return sum(len(article.text) for article in articles) / min(times) / 1000


def main() -> None:
    """``python -m benchmarks.words.written LANGUAGE [MEASURE]``: the scores and every error."""
    import sys

    language, *rest = sys.argv[1:]
    for name in rest or MEASURES:
        score = MEASURES[name](language)
        right = f", speaker {score.share_right:.3f}" if name in ("quotes", "indirect") else ""
        print(f"{language} {name}: F1 {score.f1:.3f} of {score.true}{right}")
        for line in score.wrong:
            print("   ", line)


if __name__ == "__main__":
    main()
