"""Names in scripts with capital letters."""

from collections.abc import Iterable, Iterator

from tearsheet.annotate.names.bodies import bodies_in
from tearsheet.annotate.names.evidence import Found, mention_of
from tearsheet.annotate.names.gazetteer import country_of
from tearsheet.annotate.names.page import Page, headlines, mentions, owners
from tearsheet.annotate.names.places import by_nouns, in_dateline, known_places
from tearsheet.annotate.names.told import Voices, told
from tearsheet.annotate.names.vocabulary import Vocabulary
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.words import Word
from tearsheet.model import Span

_LONGEST_PERSON, _LONGEST_NAME = 5, 100
_SHORTEST_PLACE = 4
# What tells a name tells it wherever the same letters stand.
_ANYWHERE = frozenset(["carries", "word of a body", "speaks", "given name", "gazetteer", "acronym"])
_SILENT = Voices(frozenset(), frozenset())


def cased_names(page: Page, vocabulary: Vocabulary, voices: Voices) -> Iterator[Found]:
    """Mentions of names in no order; single words that nothing tells are left to who knows them.

    Names that come again and again in a text that is no article go to the page's ``repeats``.
    """
    text, lexicon = page.text, page.lexicon
    titles = _Covered(headlines(page))
    bodies = [
        found
        for found in bodies_in(text, page.words, lexicon, vocabulary)
        if not titles.meets(found.span)
    ]
    places = list(in_dateline(page, vocabulary))
    places += [found for found in by_nouns(page, vocabulary) if not titles.meets(found.span)]
    yield from bodies
    yield from places
    yield from known_places(page, vocabulary)
    covered = _Covered(found.span for found in (*bodies, *places))
    words = page.words
    before = {words[first].start: words[first - 1] for first, _ in page.runs if first}
    seen, sure = set[tuple[int, int]](), dict[str, Found]()
    for source in (mentions(page), owners(page)):
        for mention in source:
            name = mention.name
            if name is None or name.end - name.start > _LONGEST_NAME:
                continue
            if (place := (name.start, name.end)) in seen:
                continue
            if covered.meets(name) or titles.meets(name):
                continue
            seen.add(place)
            printed = name.of(text)
            if page.is_long and not page.may_look(printed):
                page.repeats.setdefault(printed, []).append(name.start)
                continue
            known = sure.get(printed)
            if known and mention.role is None:
                yield Found(name, known.kind, known.basis, known.confidence, None, known.country)
                continue
            for found in _all_told(page, mention, printed, before, vocabulary, voices):
                if found.basis in _ANYWHERE and found.span == name:
                    sure[printed] = found
                yield found


def _all_told(
    page: Page,
    mention: Mention,
    printed: str,
    before: dict[int, Word],
    vocabulary: Vocabulary,
    voices: Voices,
) -> Iterator[Found]:
    parts = printed.split()
    assert mention.name is not None
    if len(parts) > _LONGEST_PERSON:
        return
    if vocabulary.locatives and _is_locative(parts[0], vocabulary):
        yield from _parted(page, mention.name, vocabulary)
    else:
        yield told(page, mention, before.get(mention.name.start), vocabulary, voices)


def _is_locative(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word has the case of places: *Астанада* Бекова."""
    return any(
        word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_PLACE
        for ending in vocabulary.locatives
    )


def _parted(page: Page, name: Span, vocabulary: Vocabulary) -> Iterator[Found]:
    """The place and what follows it."""
    text = page.text
    first = name.of(text).split()[0]
    span = Span(name.start, name.start + len(first))
    ending = next(ending for ending in vocabulary.locatives if first.endswith(ending))
    country = country_of(first, page.lexicon.language, vocabulary.endings)
    before = text[max(0, span.start - 2) : span.start].strip()
    inside = bool(before) and before[-1] not in '.!?«“"–—'
    if country or inside:
        place = Span(span.start, span.end - len(ending))
        yield mention_of(place, "place", "case", country=country)
    rest = Span(span.end + 1, name.end) if span.end + 1 < name.end else None
    if rest and rest.of(text)[:1].isupper():
        yield told(page, Mention(rest, rest), None, vocabulary, _SILENT)


class _Covered:
    """Stretches that are taken, asked for in any order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._letters = {at for span in spans for at in range(span.start, span.end)}

    def meets(self, span: Span) -> bool:
        """Whether a span shares a character with one of them."""
        return not self._letters.isdisjoint(range(span.start, span.end))
