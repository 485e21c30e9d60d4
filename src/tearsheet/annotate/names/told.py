"""What is a run of capitals: a person, a body, a place, or nothing that can be told?"""

import re
from dataclasses import dataclass

from tearsheet.annotate.lexicon import sex_of_given_name
from tearsheet.annotate.names.evidence import UNKNOWN, Found, mention_of
from tearsheet.annotate.names.gazetteer import country_of, gazetteer
from tearsheet.annotate.names.nature import is_adjective, is_thing, plain_acronyms, regions
from tearsheet.annotate.names.page import Page
from tearsheet.annotate.names.vocabulary import Vocabulary
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.words import Word, is_function_word
from tearsheet.model import Span

_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 6
_LOCATIVE = re.compile(r"['’](?:d[ae]n?|t[ae]n?)\b")
_ROMAN = re.compile(r"[IVXLCМ]+\Z")
_AGE = re.compile(r", 1?\d\d\b")
_COUNTRY_BEHIND = re.compile(r", ([^\W\d_][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,2})")
_OPENING, _SENTENCE_STARTS = frozenset("«„“\"'‘"), frozenset(".!?…\n")
_GERMAN_NOUNS = (
    *("ung", "heit", "keit", "schaft", "ion", "en", "nis", "tät", "ismus", "ling", "erei", "e"),
    *("el", "um", "ler", "haft", "tion", "kraft", "form", "zeit", "ern"),
)


@dataclass(frozen=True, slots=True)
class Voices:
    """Words of persons' names that say something, and names of those who carry words."""

    speakers: frozenset[str]
    relays: frozenset[str]


def told(
    page: Page, mention: Mention, before: Word | None, vocabulary: Vocabulary, voices: Voices
) -> Found:
    """What a run of capitals is; the basis is `UNKNOWN` if nothing tells."""
    assert mention.name is not None
    text, lexicon, span = page.text, page.lexicon, mention.name
    printed = span.of(text)
    parts, base, language = printed.split(), printed.casefold(), lexicon.language
    role = mention.role.of(text) if mention.role else None
    if len(printed) == 1 or base in lexicon.months:
        return mention_of(span, "place", UNKNOWN)
    if base in voices.relays:
        return mention_of(span, "organisation", "carries")
    if _has_body_word(parts, page) and (len(parts) > 1 or base in lexicon.carriers):
        return mention_of(span, "organisation", "word of a body")
    if len(parts) == 1 and _is_no_name(page, span, base, vocabulary):
        return mention_of(span, "place", UNKNOWN)
    country = country_of(printed, language, vocabulary.endings)
    if _is_acronym(printed) and not country and not role:
        plain = base in plain_acronyms()
        return mention_of(span, "organisation", UNKNOWN if plain else "acronym")
    if country is None and is_thing(parts, language):
        known = base in regions(language)
        return mention_of(span, "place", "gazetteer" if known else UNKNOWN)
    kind_of_person = _person(page, span, parts, role, country, vocabulary, voices)
    if kind_of_person:
        return mention_of(span, "person", kind_of_person, role)
    if country:
        return mention_of(span, "place", "gazetteer", country=country)
    placed = _placed(page, span, parts, before, vocabulary)
    if placed:
        return mention_of(span, "place", placed)
    return mention_of(span, "person" if role else "place", UNKNOWN, role)


def _person(
    page: Page,
    span: Span,
    parts: list[str],
    role: str | None,
    country: str | None,
    vocabulary: Vocabulary,
    voices: Voices,
) -> str | None:
    """What tells a person: a role, words, a given name or an age; capitals alone do not."""
    several, german = len(parts) > 1, page.lexicon.script == "german"
    if role and not country and (several or not vocabulary.genitive):
        return "title"
    said = (several or not german) and all(part.casefold() in voices.speakers for part in parts)
    if said and not country:
        return "speaks"
    if several and sex_of_given_name(parts[0]):
        return "given name"
    if country or not several or _is_marked(page.text, span):
        return None
    return "age" if _AGE.match(page.text, span.end) else None


def _placed(
    page: Page, span: Span, parts: list[str], before: Word | None, vocabulary: Vocabulary
) -> str | None:
    """What tells a place that no list knows: a preposition or a case, and no other meaning."""
    text, lexicon = page.text, page.lexicon
    german, alone = lexicon.script == "german", len(parts) == 1
    base = parts[-1].casefold()
    if is_adjective(base, lexicon.language):
        return None
    touching = before is not None and text[before.end : span.start] in (" ", "\u00a0")
    noun = german and (not alone or parts[0].endswith(_GERMAN_NOUNS))
    inside = touching and before and before.base in vocabulary.prepositions and not noun
    if inside and (vocabulary.loose or german or _has_place_cue(page, span, vocabulary)):
        return "preposition"
    if _LOCATIVE.match(text, span.end):
        return "case"
    common = base in vocabulary.heads or base in vocabulary.place_before
    follows = touching and before and not before.capital and before.base in lexicon.prepositions
    return "after preposition" if alone and vocabulary.loose and follows and not common else None


def _has_place_cue(page: Page, span: Span, vocabulary: Vocabulary) -> bool:
    """Whether a country follows, or the name stands in several places and never in small letters.

    A preposition alone makes no place: *in Hanfu*, *in Parliament*.
    """
    text, lexicon = page.text, page.lexicon
    behind = _COUNTRY_BEHIND.match(text, span.end)
    if behind and country_of(behind[1], lexicon.language, vocabulary.endings):
        return True
    words = [word.casefold() for word in span.of(text).split()]
    return all(page.capitals[word] > 1 for word in words) and words[-1] not in page.small


def _is_marked(text: str, span: Span) -> bool:
    """Whether an opening mark stands right before a run: the title of a work."""
    return span.start > 0 and text[span.start - 1] in _OPENING


def _is_no_name(page: Page, span: Span, base: str, vocabulary: Vocabulary) -> bool:
    """Whether a single word has its capital for another reason than being a name."""
    lexicon, text = page.lexicon, page.text
    if is_function_word(base, lexicon) or base in vocabulary.heads or base in lexicon.bodies:
        return base not in lexicon.carriers
    if sex_of_given_name(base) or base in gazetteer(lexicon.language):
        return False
    before = text[max(0, span.start - 3) : span.start].rstrip(" \u00a0")
    opens = not before or before[-1] in _SENTENCE_STARTS
    return opens and lexicon.language == "en" and page.capitals[base] <= 1


def _has_body_word(parts: list[str], page: Page) -> bool:
    lexicon = page.lexicon
    bodies, carriers = lexicon.bodies, lexicon.carriers
    return any(part in bodies or part in carriers for part in map(str.casefold, parts))


def _is_acronym(printed: str) -> bool:
    length = len(printed)
    return (
        _SHORTEST_ACRONYM <= length <= _LONGEST_ACRONYM
        and printed.isalpha()
        and printed.isupper()
        and not _ROMAN.match(printed)
    )
