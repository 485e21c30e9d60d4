"""Every person, organisation and place of an article, with all mentions of each."""

from tearsheet.annotate.lexicon import Lexicon, lexicon_for
from tearsheet.annotate.names.cased import cased_names
from tearsheet.annotate.names.evidence import Found
from tearsheet.annotate.names.joined import joined
from tearsheet.annotate.names.page import page_of
from tearsheet.annotate.names.told import Voices
from tearsheet.annotate.names.uncased import uncased_names
from tearsheet.annotate.names.vocabulary import vocabulary_for
from tearsheet.model import Name, Quote, Speaker


def names_in(text: str, language: str, quotes: tuple[Quote, ...]) -> tuple[Name, ...]:
    """The names of a text in the order of their first mentions.

    ``quotes`` are its quotations: who speaks is a person, who carries words an organisation.
    Empty for a language without a lexicon. Spellings that differ a little, and surnames alone, are
    mentions of the full name. Time is linear in the text: of what is longer than any article,
    names that come again and again and those beyond the first thousand are not told anew.
    """
    lexicon, vocabulary = lexicon_for(language), vocabulary_for(language)
    if lexicon is None or vocabulary is None:
        return ()
    if lexicon.script in {"capitals", "german"} and _has_capitals(lexicon):
        page, voices = page_of(text, lexicon), _voices(text, quotes, lexicon)
        found = list(cased_names(page, vocabulary, voices))
        return joined(text, found, lexicon, vocabulary, page.repeats)
    found = list(uncased_names(text, lexicon, vocabulary, quotes))
    return joined(text, found, lexicon, vocabulary, {})


def _has_capitals(lexicon: Lexicon) -> bool:
    return lexicon.language not in {"ko", "hi", "fa", "ar"}


def _voices(text: str, quotes: tuple[Quote, ...], lexicon: Lexicon) -> Voices:
    """Who speaks, by the words of their names, and who carries words.

    Of a single word without a role that "reported" something nothing tells that it is a person:
    papers do so.
    """
    speakers, relays = set[str](), {quote.relay.casefold() for quote in quotes if quote.relay}
    for quote in quotes:
        speaker = quote.speaker
        if speaker is None or not speaker.basis.startswith("named"):
            continue
        if _reports(text, quote, speaker, lexicon):
            relays.add(speaker.name.casefold())
        elif speaker.kind == "person":
            words = speaker.name.split()
            speakers |= {word.casefold() for word in words if word[:1].isupper()}
    return Voices(frozenset(speakers), frozenset(relays - speakers))


def _reports(text: str, quote: Quote, speaker: Speaker, lexicon: Lexicon) -> bool:
    if speaker.role or " " in speaker.name or quote.cue is None or quote.part != "text":
        return False
    return quote.cue.of(text).casefold() in lexicon.reported


__all__ = ["Found", "names_in"]
