"""Names in scripts with capital letters."""

import re
from collections.abc import Iterator

from tearsheet.annotate.lexicon import Lexicon, sex_of_given_name
from tearsheet.annotate.names.bodies import bodies_in
from tearsheet.annotate.names.evidence import UNKNOWN, Found
from tearsheet.annotate.names.gazetteer import country_of, gazetteer
from tearsheet.annotate.names.vocabulary import Vocabulary
from tearsheet.annotate.quotes.mentions import Mention, Word, is_function_word, words_of
from tearsheet.annotate.quotes.subject import introduced
from tearsheet.model import EntityKind, Span

# How sure each basis is, set by hand on our own articles, 2026-11-22.
_ROLE, _SPEAKS, _GIVEN, _RUN = 0.95, 0.95, 0.9, 0.65
_KNOWN, _PLACE_NOUN, _PREPOSITION, _DATELINE = 0.9, 0.85, 0.7, 0.95
_AFTER = 0.55
_ACRONYM, _CARRIER, _IN_BODY = 0.75, 0.9, 0.85
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 6
_LONGEST_PERSON, _LONGEST_NAME, _LONGEST_DATELINE = 5, 100, 90
_SHORTEST_PLACE = 4
_DATELINES = re.compile(
    r"\A\W*(?P<place>[^\W\d_][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,3})"
    r"(?=(?:, ?[^\n–—/()]{0,25}\d[^\n–—/()]{0,10})?[.,]? ?"
    r"(?:\([^()\n]{2,30}\)[^\w\n]{0,3}|/[^/\n]{2,30}/)? ?[–—:-])"
)
_LOCATIVE = re.compile(r"['’](?:d[ae]n?|t[ae]n?)\b")
_ROMAN = re.compile(r"[IVXLCМ]+\Z")


def cased_names(
    text: str,
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    speakers: frozenset[str],
    relays: frozenset[str],
) -> Iterator[Found]:
    """Mentions of names in no order; single words that nothing tells are left to who knows them.

    ``speakers`` and ``relays`` are the words of names that say or carry something.
    """
    words = words_of(text, 0, len(text), lexicon)
    places = _places_by_nouns(text, words, vocabulary, lexicon)
    bodies = list(bodies_in(text, words, lexicon, vocabulary))
    dateline = _DATELINES.match(text)
    if (
        dateline
        and _is_dateline(text, dateline)
        and all(part[0].isupper() for part in dateline["place"].split())
    ):
        span = Span(*dateline.span("place"))
        country = country_of(span.of(text), lexicon.language, vocabulary.endings)
        places = [Found(span, "place", "dateline", _DATELINE, country=country), *places]
    headlines = _Covered(list(_headlines(text, words)))
    bodies = [found for found in bodies if not headlines.meets(found.span)]
    places = [found for found in places if not headlines.meets(found.span)]
    taken = [found.span for found in (*bodies, *places)]
    yield from bodies
    yield from places
    yield from _known_places(text, words, lexicon, vocabulary)
    before = {words[at].start: words[at - 1] for at in range(1, len(words))}
    covered = _Covered(taken)
    seen = set[Span]()
    for mention in (*introduced(text, lexicon), *_owners(text, words, lexicon)):
        if mention.name is None or mention.name in seen:
            continue
        if mention.name.end - mention.name.start > _LONGEST_NAME or (
            covered.meets(mention.name) or headlines.meets(mention.name)
        ):
            continue
        seen.add(mention.name)
        if len(mention.name.of(text).split()) > _LONGEST_PERSON:
            continue
        if _split_place(text, mention.name, vocabulary):
            yield from _parted(text, mention.name, lexicon, vocabulary)
            continue
        found = _told(text, mention, before.get(mention.name.start), lexicon, vocabulary, speakers)
        if found.confidence < _CARRIER and mention.name.of(text).casefold() in relays:
            found = Found(mention.name, "organisation", "carries", _CARRIER)
        yield found


def _split_place(text: str, name: Span, vocabulary: Vocabulary) -> bool:
    """Whether the first word of a run has the case of places: *Астанада* Бекова."""
    first = name.of(text).split()[0]
    return bool(vocabulary.locatives) and _is_locative(first, vocabulary)


def _is_locative(word: str, vocabulary: Vocabulary) -> bool:
    return any(
        word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_PLACE
        for ending in vocabulary.locatives
    )


def _parted(text: str, name: Span, lexicon: Lexicon, vocabulary: Vocabulary) -> Iterator[Found]:
    """The place and what follows it."""
    first = name.of(text).split()[0]
    span = Span(name.start, name.start + len(first))
    ending = next(ending for ending in vocabulary.locatives if first.endswith(ending))
    country = country_of(first, lexicon.language, vocabulary.endings)
    before = text[max(0, span.start - 2) : span.start].strip()
    inside = bool(before) and before[-1] not in '.!?«“"–—'
    if country or inside:
        yield Found(
            Span(span.start, span.end - len(ending)), "place", "case", _PREPOSITION, country=country
        )
    rest = Span(span.end + 1, name.end) if span.end + 1 < name.end else None
    if rest and rest.of(text)[:1].isupper():
        mention = Mention(rest, rest)
        yield _told(text, mention, None, lexicon, vocabulary, frozenset())


def _is_dateline(text: str, match: re.Match[str]) -> bool:
    """Whether a date or an agency stands before the dash, or the place has capitals only."""
    rest = re.split("[–—]", text[match.end() : match.end() + _LONGEST_DATELINE])[0]
    return match["place"].isupper() or any(c.isdigit() or c in "(/" for c in rest)


def _owners(text: str, words: list[Word], lexicon: Lexicon) -> Iterator[Mention]:
    """Names that own what follows, which are nobody's subject: *Valdovia's* port."""
    for at, word in enumerate(words):
        if not word.possessive or not word.capital or is_function_word(word.base, lexicon):
            continue
        first = at
        while (
            first > 0
            and words[first - 1].capital
            and at - first < _LONGEST_PERSON
            and text[words[first - 1].end : words[first].start] in (" ", "\u00a0")
            and not is_function_word(words[first - 1].base, lexicon)
            and words[first - 1].base not in lexicon.roles
        ):
            first -= 1
        span = Span(words[first].start, word.end)
        yield Mention(span, span)


def _headlines(text: str, words: list[Word]) -> Iterator[Span]:
    """Sentences in which nearly all words have capitals, as English headlines have."""
    first = 0
    for at, word in enumerate(words):
        following = text[word.end : words[at + 1].start] if at + 1 < len(words) else "\n"
        if not any(c in _STOPS for c in following):
            continue
        size = at + 1 - first
        if size >= _SHORTEST_HEADLINE and not words[first].base.isdigit():
            capitals = sum(one.capital for one in words[first : at + 1])
            if capitals >= _HEADLINE * size:
                yield Span(words[first].start, word.end)
        first = at + 1


_STOPS = frozenset(".!?…\n")
_SHORTEST_HEADLINE, _HEADLINE = 7, 0.7


class _Covered:
    """Stretches that are taken, asked for in any order."""

    def __init__(self, spans: list[Span]) -> None:
        self._letters = {at for span in spans for at in range(span.start, span.end)}

    def meets(self, span: Span) -> bool:
        """Whether a span shares a character with one of them."""
        return not self._letters.isdisjoint(range(span.start, span.end))


def _told(
    text: str,
    mention: Mention,
    before: Word | None,
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    speakers: frozenset[str],
) -> Found:
    """What a run of capitals is; `UNKNOWN` if nothing tells."""
    assert mention.name is not None
    span, printed = mention.name, mention.name.of(text)
    parts = printed.split()
    role = mention.role.of(text) if mention.role else None
    if len(printed) == 1 or printed.casefold() in lexicon.months:
        return Found(span, "place", UNKNOWN, 0.0)
    if _is_body(parts, lexicon) and (len(parts) > 1 or printed.casefold() in lexicon.carriers):
        return Found(span, "organisation", "body", _IN_BODY)
    if len(parts) == 1 and _is_no_name(text, span, printed.casefold(), lexicon, vocabulary):
        return Found(span, "place", UNKNOWN, 0.0)
    country = country_of(printed, lexicon.language, vocabulary.endings)
    first = sex_of_given_name(parts[0]) and len(parts) > 1
    spoken = all(part.casefold() in speakers for part in parts) and (
        lexicon.script != "german" or len(parts) > 1
    )
    if _is_acronym(printed) and not country and not role:
        return Found(span, "organisation", "acronym", _ACRONYM)
    if role and not country and (len(parts) > 1 or not vocabulary.genitive):
        return Found(span, "person", "title", _ROLE, role)
    if spoken and not country:
        return Found(span, "person", "speaks", _SPEAKS, role)
    if first:
        return Found(span, "person", "given name", _GIVEN, role)
    if country:
        return Found(span, "place", "gazetteer", _KNOWN, country=country)
    touching = before is not None and text[before.end : span.start] in (" ", "\u00a0")
    german = lexicon.script == "german"
    noun = german and (len(parts) > 1 or printed.endswith(_GERMAN_NOUNS))
    if touching and before and before.base in vocabulary.prepositions and not noun:
        return Found(span, "place", "preposition", _PREPOSITION)
    if _LOCATIVE.match(text, span.end):
        return Found(span, "place", "case", _PREPOSITION)
    if len(parts) > 1 and (vocabulary.runs or (not german and _is_repeated(text, span, parts))):
        return Found(span, "person", "capitals", _RUN)
    noun = printed.casefold() in vocabulary.heads or printed.casefold() in vocabulary.place_before
    alone = len(parts) == 1 and vocabulary.loose and not noun
    if alone and touching and before and not before.capital and before.base in lexicon.prepositions:
        return Found(span, "place", "after preposition", _AFTER)
    return Found(span, "person" if role else "place", UNKNOWN, 0.0, role)


_GERMAN_NOUNS = (
    *("ung", "heit", "keit", "schaft", "ion", "en", "nis", "tät", "ismus", "ling", "erei", "e"),
    *("el", "um", "ler", "haft", "tion", "kraft", "form", "zeit", "ern"),
)


def _is_no_name(text: str, span: Span, base: str, lexicon: Lexicon, vocabulary: Vocabulary) -> bool:
    """Whether a single word has its capital for another reason than being a name."""
    if is_function_word(base, lexicon) or base in vocabulary.heads or base in lexicon.bodies:
        return base not in lexicon.carriers
    if sex_of_given_name(base) or base in gazetteer(lexicon.language):
        return False
    before = text[max(0, span.start - 3) : span.start].rstrip(" \u00a0")
    opens = not before or before[-1] in ".!?…\n"
    return opens and lexicon.language == "en" and text.count(span.of(text)) == 1


def _is_repeated(text: str, span: Span, parts: list[str]) -> bool:
    """Whether the last word of a run stands elsewhere by itself, as a surname does, or an age."""
    if any(part[:1].islower() for part in parts):
        return False
    if _AGE.match(text, span.end):
        return True
    last, at = parts[-1], text.find(parts[-1])
    for _ in range(_MOST_LOOKED_AT):
        if at < 0:
            return False
        before, after = text[max(0, at - 2) : at], text[at + len(last) : at + len(last) + 1]
        alone = not after.isalnum() and (before.isspace() or before[:1].islower() or not before)
        if alone and before[1:2] in ("", " ", "\n") and not before[:1].isupper():
            previous = text[max(0, at - _LONGEST_PART) : at].split()
            if not previous or not previous[-1][:1].isupper() or previous[-1][-1] in ".!?":
                return True
        at = text.find(last, at + len(last))
    return False


_AGE = re.compile(r", 1?\d\d\b")
_MOST_LOOKED_AT, _LONGEST_PART = 20, 30


def _is_body(parts: list[str], lexicon: Lexicon) -> bool:
    return any(
        part.casefold() in lexicon.bodies or part.casefold() in lexicon.carriers for part in parts
    )


def _is_acronym(printed: str) -> bool:
    length = len(printed)
    return (
        _SHORTEST_ACRONYM <= length <= _LONGEST_ACRONYM
        and printed.isalpha()
        and printed.isupper()
        and not _ROMAN.match(printed)
    )


def _places_by_nouns(
    text: str, words: list[Word], vocabulary: Vocabulary, lexicon: Lexicon
) -> list[Found]:
    """*Port* Marrin, the *village of* Borki, Marrin *River*, Белое *море*."""
    found = list[Found]()
    for at, word in enumerate(words):
        following = at + 1
        if word.base in vocabulary.place_before and following < len(words):
            while following < len(words) and words[following].base in ("of", "de", "di", "d'"):
                following += 1
            last = _run_end(text, words, following)
            joint = text[word.end : words[following].start] if following < len(words) else ""
            if last >= following and joint.replace(" ", "").replace("'", "").isalpha() | (
                joint in (" ", "\u00a0")
            ):
                begin = at if word.capital and following == at + 1 else following
                span = Span(words[begin].start, words[last].end)
                found.append(_place(span, text, lexicon, vocabulary, "place noun before"))
        elif word.base in vocabulary.place_after and at:
            first = at
            while (
                first > 0
                and at - first < 2
                and words[first - 1].capital
                and text[words[first - 1].end : words[first].start] in (" ", "\u00a0")
                and words[first - 1].base not in lexicon.roles
                and words[first - 1].base not in lexicon.determiners
                and words[first - 1].base not in lexicon.prepositions
            ):
                first -= 1
            if first < at:
                span = Span(words[first].start, word.end)
                found.append(_place(span, text, lexicon, vocabulary, "place noun after"))
    return found


def _run_end(text: str, words: list[Word], first: int) -> int:
    """The last word of a run of capitals that begins at a word; one before it if none does."""
    last = first - 1
    while last + 1 < len(words) and words[last + 1].capital:
        if last >= first and text[words[last].end : words[last + 1].start] not in (" ", "-"):
            break
        last += 1
        if last - first >= 2:
            break
    return last


def _known_places(
    text: str, words: list[Word], lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Found]:
    """Places of the gazetteer, up to three words, with no other name beside them."""
    at = 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        last = at
        while last + 1 < len(words) and words[last + 1].capital:
            if text[words[last].end : words[last + 1].start] not in (" ", "\u00a0", "-"):
                break
            last += 1
        span = Span(words[at].start, words[last].end)
        if last - at < _LONGEST_KNOWN and span.end - span.start <= _LONGEST_NAME:
            country = country_of(span.of(text), lexicon.language, vocabulary.endings)
            if country and not is_function_word(words[at].base, lexicon):
                yield Found(span, "place", "gazetteer", _KNOWN, country=country)
        at = last + 1


_LONGEST_KNOWN = 3


def _place(span: Span, text: str, lexicon: Lexicon, vocabulary: Vocabulary, basis: str) -> Found:
    kind: EntityKind = "place"
    country = country_of(span.of(text), lexicon.language, vocabulary.endings)
    return Found(span, kind, basis, _PLACE_NOUN, country=country)
