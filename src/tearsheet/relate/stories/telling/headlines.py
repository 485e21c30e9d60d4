"""Which of its articles' headlines is a story's title, and why?

The weights are set by hand and were looked at on the demo press alone (2026-11-22); no benchmark
measures them. What most of the others tell comes first, then what a headline owes its reader. Only
the wanted language comes before both.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tearsheet.model import Annotations, Article, Feature, Headline
from tearsheet.relate.dates import out_by
from tearsheet.relate.stories.terms import name_key, names_of, stems
from tearsheet.relate.translations.traits import figures

_LEAD = 1200
"""Characters of a text that say what happened."""
_HELD = 300
"""A story of more texts is held against so many of them, spread over its time."""
_ALIKE = 2
_BARELY = 0.15
"""Below this cosine not even the most central headline says what the others say."""
_WANTED, _CENTRAL, _NAMING, _BORNE_OUT = 8.0, 4.0, 1.0, 1.0
_ASKS = re.compile(
    r"[?？؟⸮՞]\s*['\"”’»」』)\]]*\s*(?:[|–—-].*)?$|^¿|(?:か|인가|을까|일까)\s*[？?]?$"
)
_POSSESSIVE = re.compile(r"[’']s\b")
_CUT = re.compile(r"(?:\.\.\.|…)\s*$")
_CASED = re.compile(r"[^\W\d_]")
_FEW_CAPITALS = 2
_LENGTH = (4, 18)
_KIND = {
    "opinion": (1.0, "it heads an opinion"),
    "interview": (0.6, "it heads an interview"),
    "press release": (0.6, "it is the issuer's own"),
    "sponsored": (2.0, "somebody paid for it"),
    "correction": (1.5, "it heads a correction"),
    "press review": (1.5, "it heads a press review"),
}
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


@dataclass(frozen=True, slots=True)
class _Known:
    """What headlines are held against: terms by text, in how many texts each term stands, and
    each word of a name (by its key).
    """

    terms: Mapping[int, frozenset[str]]
    counts: Counter[str]
    named: Counter[str]
    text_of: Mapping[str, int]
    squares: int

    def others(self, own: int) -> int:
        """How many texts there are but for one."""
        return len(self.terms) - (own in self.terms)


def headlines(
    texts: Sequence[Sequence[Article]],
    annotations: Mapping[str, Annotations],
    language: str = "",
) -> tuple[Headline, ...]:
    """The headlines of ``texts`` (each the printings of one text), the fittest title first.

    A headline is central if its words, names and figures stand in titles and leads of the other
    texts. One of ``language`` (BCP 47, may be empty) comes before
    all others. Articles without a title come last. Time is linear in the texts.
    """
    known = _known(texts, annotations)
    articles = [article for text in texts for article in text]
    central = {article.key: _central(article, known) for article in articles}
    most = max([_BARELY, *(share for share, _ in central.values())])
    rated = [(_headline(article, language, central, most, known), article) for article in articles]
    rated.sort(key=lambda one: (not one[1].title, -one[0].score, out_by(one[1]), one[1].key))
    return tuple(headline for headline, _ in rated)


def _known(texts: Sequence[Sequence[Article]], annotations: Mapping[str, Annotations]) -> _Known:
    step = max(1, -(-len(texts) // _HELD))
    terms = {
        at: frozenset(term for one in texts[at] for term in _told(one))
        for at in range(0, len(texts), step)
    }
    counts = Counter(term for told in terms.values() for term in told)
    named = Counter(
        key
        for at in terms
        for key in {key for one in texts[at] for key in _named(one, annotations)}
    )
    return _Known(
        terms,
        counts,
        named,
        {article.key: at for at, text in enumerate(texts) for article in text},
        sum(count**2 for count in counts.values()),
    )


def _headline(
    article: Article,
    language: str,
    central: Mapping[str, tuple[float, str]],
    most: float,
    known: _Known,
) -> Headline:
    share, why = central[article.key]
    features = [
        *_wanted(article, language),
        Feature("central", share / most, _CENTRAL, why),
        _naming(article, known),
        _borne_out(article),
        *_faults(article),
    ]
    return Headline(article.key, article.title, article.language, tuple(features))


def _told(article: Article) -> set[str]:
    """The terms of title and lead: words of its language, and what translation keeps."""
    return _terms(article.title, article.text[:_LEAD], article.language)


def _terms(title: str, text: str, language: str) -> set[str]:
    words = {f"{language[:2]} {stem}" for part in (title, text) for stem in stems(part, language)}
    names = {f"name {key}" for key in names_of(title, text)}
    return words | names | {f"figure {one}" for part in (title, text) for one in figures(part)}


def _central(article: Article, known: _Known) -> tuple[float, str]:
    """How far the headline says what the other texts say (a cosine), and that in words."""
    said = _terms(article.title, "", article.language)
    if not said:
        return 0.0, "it has no words"
    own = known.text_of[article.key]
    others = known.others(own)
    if not others:
        return 0.0, "there is no other text"
    told = known.terms.get(own, frozenset())
    length = math.sqrt(known.squares - sum(2 * known.counts[term] - 1 for term in told))
    shared = sum(known.counts[term] - (term in told) for term in said)
    alike = sum(
        len(said & other) >= min(_ALIKE, len(said))
        for at, other in known.terms.items()
        if at != own
    )
    why = f"{alike} of {others} other texts have {_ALIKE} or more of its words, names and figures"
    return shared / (length * math.sqrt(len(said)) or 1.0), why


def _borne_out(article: Article) -> Feature:
    """How many of its words its own first paragraphs have: a headline that plays has few."""
    said = set(stems(article.title, article.language))
    lead = set(stems(article.text[:_LEAD], article.language))
    share = len(said & lead) / len(said) if said else 0.0
    why = f"{len(said & lead)} of its {len(said)} words stand in its first paragraphs"
    return Feature("borne out", share, _BORNE_OUT, why)


def _wanted(article: Article, language: str) -> list[Feature]:
    if not language:
        return []
    same = article.language.partition("-")[0] == language.lower().partition("-")[0]
    return [Feature("wanted language", float(same), _WANTED, f"it is in {article.language}")]


def _naming(article: Article, known: _Known) -> Feature:
    """Whether it names whom and what several texts name."""
    words = names_of(_POSSESSIVE.sub("", article.title), "")
    named = [
        word
        for key, word in words.items()
        if known.named[key] and known.counts[f"name {key}"] >= min(_ALIKE, len(known.terms))
    ]
    why = f"it names {', '.join(named[:4])}" if named else "it names nobody whom several name"
    return Feature("names", min(1.0, len(named) / 2), _NAMING, why)


def _named(article: Article, annotations: Mapping[str, Annotations]) -> Iterator[str]:
    """The words of its names, by their keys."""
    found = annotations.get(article.key)
    for name in found.names if found else ():
        for word in name.text.split():
            if key := name_key(word):
                yield key


def _faults(article: Article) -> list[Feature]:
    """What speaks against a headline as a title."""
    title, found = article.title, list[Feature]()
    if _ASKS.search(title):
        found.append(Feature("question", 1.0, -2.5, "it asks instead of telling"))
    if teaser := _teaser(title, article.language):
        found.append(Feature("teaser", 1.0, -2.5, f"it holds back what happened: ‘{teaser}’"))
    if _all_capitals(title):
        found.append(Feature("capitals", 1.0, -2.0, "it is all in capitals"))
    if _CUT.search(title):
        found.append(Feature("cut", 1.0, -1.5, "it breaks off"))
    words = len(stems(title, article.language))
    if not _LENGTH[0] <= words <= _LENGTH[1] * (1 + (article.language[:2] in _UNSPACED)):
        why = "it says little" if words < _LENGTH[0] else "it is long"
        found.append(Feature("length", 1.0, -1.0, f"{why}: {words} words that tell something"))
    if article.kind in _KIND:
        value, why = _KIND[article.kind]
        found.append(Feature("kind", value, -1.5, why))
    if article.provenance.kind == "aggregator page":
        found.append(Feature("aggregator", 1.0, -0.5, "an aggregator's page"))
    return found


def _all_capitals(title: str) -> bool:
    letters = [letter for letter in _CASED.findall(title) if letter.lower() != letter.upper()]
    words = [word for word in title.split() if len(word) > _FEW_CAPITALS]
    return len(words) > _FEW_CAPITALS and len(letters) > 0 and all(map(str.isupper, letters))


def _teaser(title: str, language: str) -> str:
    """The words by which it teases, empty if it does not."""
    found = _teasers(language.partition("-")[0].lower()).search(_level(title))
    return found[0].strip() if found else ""


@cache
def _teasers(language: str) -> re.Pattern[str]:
    listed = tomllib.loads(
        (files("tearsheet.relate.stories.telling") / "teasers.toml").read_text("utf-8")
    )
    edge = "" if language in _UNSPACED else r"(?<!\w)"
    end = "" if language in _UNSPACED else r"(?!\w)"
    phrases = [
        re.escape(_level(phrase)).replace(r"\#\ ", r"\d+\s*").replace(r"\#", r"\d+")
        for phrase in listed.get(language, ())
    ]
    # Nothing is teased in a language without a list.
    return re.compile(f"{edge}(?:{'|'.join(phrases)}){end}" if phrases else r"(?!)")


def _level(text: str) -> str:
    return text.casefold().replace("’", "'").replace("‘", "'")
