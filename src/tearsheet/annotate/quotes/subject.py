"""Who is the subject of a verb of saying? Each kind of script has its own reader."""

from collections.abc import Iterator

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes import arabic, capitals, han
from tearsheet.annotate.quotes.apposition import with_apposition
from tearsheet.annotate.quotes.mentions import Mention, names, words_of
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.text import paragraphs


def subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject of a verb that begins at ``end``, looking back to ``start``."""
    return _reader(lexicon).subject_before(text, start, end, lexicon)


def subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject of a verb that ends at ``start``, looking on to ``end``."""
    return _reader(lexicon).subject_after(text, start, end, lexicon)


def first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The first person or body a clause mentions: mostly its subject."""
    return _reader(lexicon).first_mention(text, start, end, lexicon)


def owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Who stands right before a participle or owns the noun at ``end``: Ann calling, her claim."""
    return _reader(lexicon).owner_before(text, start, end, lexicon)


def introduced(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Everyone the text names, with the role beside the name, in order.

    Where no capitals show names, only those who say something can be told.
    """
    for line in paragraphs(text):
        if lexicon.script in {"capitals", "german"}:
            words = words_of(text, line.start, line.end, lexicon)
            for mention in names(text, words, lexicon):
                yield with_apposition(text, mention, words, lexicon)
            continue
        more = han.introduced if lexicon.script == "han" else arabic.introduced
        yield from more(text, line.start, line.end, lexicon)
        for cue in lexicon.cues.find(text, line.start, line.end):
            found = subject_after(text, cue.end, line.end, lexicon) or subject_before(
                text, line.start, cue.start, lexicon
            )
            if found and found.name:
                yield found


_READERS = {"han": han.READER, "arabic": arabic.READER}


def _reader(lexicon: Lexicon) -> Reader:
    return _READERS.get(lexicon.script, capitals.READER)
