"""Who is the subject of a verb of saying? Each kind of script has its own reader."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tearsheet.annotate.lexicon import Lexicon, sex_of_given_name
from tearsheet.annotate.quotes import arabic, capitals, devanagari, han, japanese, korean, persian
from tearsheet.annotate.quotes.apposition import with_apposition
from tearsheet.annotate.quotes.mentions import Mention, names
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.annotate.quotes.words import nouns, words_of
from tearsheet.text import is_heading, paragraphs


def subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject of a verb that begins at ``end``, looking back to ``start``."""
    found = _reader(lexicon).subject_before(text, start, end, lexicon)
    if found and lexicon.is_bare and _is_stray(text, found, lexicon):
        # *Останню ніч* пенсіонер згадує: an object may open the sentence.
        found = _reader(lexicon).subject_before(text, found.span.end, end, lexicon) or found
    apart = found is not None and "," in text[found.span.end : max(end, found.span.end)]
    return None if found and apart and _is_stray(text, found, lexicon) else found


def subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject of a verb that ends at ``start``, looking on to ``end``."""
    return _reader(lexicon).subject_after(text, start, end, lexicon)


def first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The first person or body a clause mentions: mostly its subject."""
    found = _reader(lexicon).first_mention(text, start, end, lexicon)
    while found and _is_stray(text, found, lexicon):
        found = _reader(lexicon).first_mention(text, found.span.end, end, lexicon)
    return found


def owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Who stands right before a participle or owns the noun at ``end``: Ann calling, her claim."""
    found = _reader(lexicon).owner_before(text, start, end, lexicon)
    return None if found and _is_stray(text, found, lexicon) else found


def _is_stray(text: str, found: Mention, lexicon: Lexicon) -> bool:
    """Whether a word has its capital only since it opens a sentence.

    It is no given name, and the article has it nowhere else with a capital inside a sentence.
    """
    if found.name is None or found.role:
        return False
    name = found.name.of(text)
    if lexicon.script == "german":
        return _is_german_noun(text, name, lexicon)
    if lexicon.script != "capitals":
        return False
    if name.casefold() in lexicon.bodies or name.casefold() in lexicon.carriers:
        return False
    before = text[max(0, found.span.start - 3) : found.span.start].rstrip(" \u00a0")
    opens = not before or before[-1] in _SENTENCE_STARTS
    if not opens or not name.isalpha() or name.isupper() or sex_of_given_name(name):
        return False
    at = text.find(name)
    while at >= 0:
        inside = _INSIDE.search(text, max(0, at - 4), at) is not None
        if inside and not text[at + len(name) : at + len(name) + 1].isalnum():
            return False
        at = text.find(name, at + 1)
    return True


def _is_german_noun(text: str, name: str, lexicon: Lexicon) -> bool:
    """Whether the text has a word with an article: *die Abstimmung*, but not *die* ROTH."""
    base = name.casefold()
    if not name.isalpha() or name.isupper() or base in lexicon.bodies or base in lexicon.carriers:
        return False
    return base in nouns(text, lexicon) and not sex_of_given_name(name)


# After a word, a comma or an initial.
_INSIDE = re.compile(r"(?:[^\W\d_],?|\b[^\W\d_]\.)[ \u00a0]\Z")
_SENTENCE_STARTS = frozenset(".!?…\n:\"“«„»”—–-(¿¡'‘")


@lru_cache(maxsize=4)
def introduced(text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Everyone the text names, with the role beside the name, in order; headings introduce nobody.

    Where no capitals show names, only those who say something can be told. Speakers and names
    of one article are both told by these, so those of the last few texts are remembered.
    """
    return tuple(_introduced(text, lexicon))


def _introduced(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    for line in paragraphs(text):
        if is_heading(text, line):
            continue
        if lexicon.script in {"capitals", "german"}:
            words = words_of(text, line.start, line.end, lexicon)
            for mention in names(text, words, lexicon):
                yield with_apposition(text, mention, words, lexicon)
                if mention.role and mention.name:
                    # Roles may stand on both sides: *her neighbour* NAME, a butcher.
                    bare = Mention(mention.name, mention.name)
                    again = with_apposition(text, bare, words, lexicon)
                    if again.role:
                        yield again
            continue
        yield from introduced_in(text, line.start, line.end, lexicon)
        # Where particles and titles show who is named, they are all found.
        known = bool(lexicon.links) or lexicon.script in {"han", "devanagari", "persian"}
        cues = () if known else lexicon.cues.find(text, line.start, line.end)
        for cue in cues:
            found = subject_after(text, cue.end, line.end, lexicon) or subject_before(
                text, line.start, cue.start, lexicon
            )
            if found and found.name:
                yield found


def introduced_in(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    """Everyone a stretch names with a role, in a script without capitals."""
    return _INTRODUCED[lexicon.script](text, start, end, lexicon)


_READERS = {
    "han": han.READER,
    "arabic": arabic.READER,
    "devanagari": devanagari.READER,
    "japanese": japanese.READER,
    "korean": korean.READER,
    "persian": persian.READER,
}
_INTRODUCED = {
    "han": han.introduced,
    "arabic": arabic.introduced,
    "devanagari": devanagari.introduced,
    "japanese": japanese.introduced,
    "korean": korean.introduced,
    "persian": persian.introduced,
}


def _reader(lexicon: Lexicon) -> Reader:
    return _READERS.get(lexicon.script, capitals.READER)
