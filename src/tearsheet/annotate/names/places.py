"""Places told by a dateline, a noun of theirs or the gazetteer."""

import re
from collections.abc import Iterator

from tearsheet.annotate.names.evidence import Found, mention_of
from tearsheet.annotate.names.gazetteer import country_of
from tearsheet.annotate.names.nature import regions
from tearsheet.annotate.names.page import Page
from tearsheet.annotate.names.vocabulary import Vocabulary
from tearsheet.annotate.quotes.words import Word, is_function_word
from tearsheet.model import Span

_LONGEST_KNOWN, _LONGEST_NAME, _LONGEST_DATELINE = 3, 100, 90
_MOST_BEFORE, _LONGEST_RUN = 2, 3
_DATELINES = re.compile(
    r"\A\W*(?P<place>[^\W\d_][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,3})"
    r"(?=(?:, ?[^\n–—/()]{0,25}\d[^\n–—/()]{0,10})?[.,]? ?"
    r"(?:\([^()\n]{2,30}\)[^\w\n]{0,3}|/[^/\n]{2,30}/)? ?[–—:-])"
)


def in_dateline(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """The place that opens a wire story."""
    text, lexicon = page.text, page.lexicon
    match = _DATELINES.match(text)
    if match is None or not all(part[0].isupper() for part in match["place"].split()):
        return
    # A date or an agency stands before the dash, or the place has capitals only.
    rest = re.split("[–—]", text[match.end() : match.end() + _LONGEST_DATELINE])[0]
    if match["place"].isupper() or any(c.isdigit() or c in "(/" for c in rest):
        country = country_of(match["place"], lexicon.language, vocabulary.endings)
        span = Span(*match.span("place"))
        yield mention_of(span, "place", "dateline", country=country)


def by_nouns(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """*Port* Marrin, the *village of* Borki, Marrin *River*, Белое *море*."""
    before, after = vocabulary.place_before, vocabulary.place_after
    for at, word in enumerate(page.words):
        if word.base in before:
            yield from _behind(page, at, vocabulary)
        elif word.base in after and at:
            yield from _before(page, at, vocabulary)


def _behind(page: Page, at: int, vocabulary: Vocabulary) -> Iterator[Found]:
    text, words = page.text, page.words
    following = at + 1
    while following < len(words) and words[following].base in ("of", "de", "di", "d'"):
        following += 1
        if following - at > _LONGEST_RUN:
            return
    last = _run_end(text, words, following)
    if last < following:
        return
    joint = text[words[at].end : words[following].start]
    if joint in (" ", "\u00a0") or joint.replace(" ", "").replace("'", "").isalpha():
        begin = at if words[at].capital and following == at + 1 else following
        span = Span(words[begin].start, words[last].end)
        yield _place(span, page, vocabulary, "place noun before")


def _before(page: Page, at: int, vocabulary: Vocabulary) -> Iterator[Found]:
    text, words, lexicon = page.text, page.words, page.lexicon
    first = at
    while first > 0 and at - first < _MOST_BEFORE and words[first - 1].capital:
        word = words[first - 1]
        if text[word.end : words[first].start] not in (" ", "\u00a0"):
            break
        if word.base in lexicon.roles or word.base in lexicon.determiners:
            break
        if word.base in lexicon.prepositions:
            break
        first -= 1
    if first < at:
        span = Span(words[first].start, words[at].end)
        yield _place(span, page, vocabulary, "place noun after")


def _run_end(text: str, words: list[Word], first: int) -> int:
    """The last word of a run of capitals that begins at a word; one before it if none does."""
    last = first - 1
    while last + 1 < len(words) and words[last + 1].capital:
        if last >= first and text[words[last].end : words[last + 1].start] not in (" ", "-"):
            break
        last += 1
        if last - first >= _LONGEST_RUN - 1:
            break
    return last


def known_places(page: Page, vocabulary: Vocabulary) -> Iterator[Found]:
    """Places of the gazetteer, up to three words, with no other name beside them."""
    text, words, lexicon = page.text, page.words, page.lexicon
    areas = regions(lexicon.language)
    met = dict[str, tuple[bool, str | None]]()
    for first, last in page.runs:
        start, end = words[first].start, words[last].end
        if last - first >= _LONGEST_KNOWN or end - start > _LONGEST_NAME:
            continue
        printed = text[start:end]
        if printed not in met:
            country = country_of(printed, lexicon.language, vocabulary.endings)
            known = country is not None or printed.casefold() in areas
            met[printed] = known and not is_function_word(words[first].base, lexicon), country
        known, country = met[printed]
        if known:
            span = Span(start, end)
            yield mention_of(span, "place", "gazetteer", country=country)


def _place(span: Span, page: Page, vocabulary: Vocabulary, basis: str) -> Found:
    country = country_of(span.of(page.text), page.lexicon.language, vocabulary.endings)
    return mention_of(span, "place", basis, country=country)
