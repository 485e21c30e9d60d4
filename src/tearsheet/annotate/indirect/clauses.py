"""Indirect speech by its clause: a verb of saying, *that*, what is said. For every language.

Careful rules, precision first; a language needs a lexicon and a few words in ``clauses.toml``.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tearsheet.annotate.indirect.mood import continued
from tearsheet.annotate.indirect.quotative import closed_clause
from tearsheet.annotate.indirect.retold import Retold, retold
from tearsheet.annotate.indirect.verb_first import end_of, opening_word, sayer
from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.subject import first_mention, subject_after, subject_before
from tearsheet.annotate.quotes.words import words_of
from tearsheet.model import Span
from tearsheet.text import sentences

# How often the source is right, by the kind of clause; set by hand.
_THAT, _ACCORDING, _AFTER, _MOOD, _CLOSED, _BARE, _COLONED = 0.85, 0.85, 0.8, 0.8, 0.75, 0.75, 0.75
_NOMINAL = 0.75
_SAYING = frozenset({"say", "think", "participles"})
# Signs of vowels are no letters to a regular expression.
_SIGNS = r"\u064b-\u0652\u0900-\u0903\u093a-\u0963\u200c"
_WORD = re.compile(
    rf"[ \u00a0\u202f,«»“”\"]*(?P<word>[^\W_](?:[^\W_]|[{_SIGNS}])*(?:['’ʼ-][^\W_]+)*)"
)
_COMMA = re.compile(r"[ \u00a0»”\"]*[,،，]")
_COLON = re.compile(r"(?:[ \u00a0]+[^\W_]+){0,3}[ \u00a0]*[:：][ \u00a0]+(?=[^\W\d_])")
_DATELINE = re.compile(r"[^()\n]{2,60}\([^()\n]{2,30}\)\.?[ \u00a0]?[-–—]{1,2}[ \u00a0]?")
_WIDE_COMMA = re.compile("[，：]")
_EDGES = " \t\u00a0\u202f,，、،;；:：—–-"
_ENDS = _EDGES + ".!?…。！？।۔"
# A little word may stand between the clause and its verb: …ğını da söyledi.
_ALSO = re.compile(r" (?:da|de|да|де|ham|ҳам)\Z")
_FEWEST_WORDS, _FEWEST_HAN = 2, 6
# So few words before the verb are no whole sentence: it goes on after the speaker.
_UNFINISHED = 3
_LONGEST_SUBJECT = 8
_LONGEST_SENTENCE = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Clauses:
    """A language's words around retold clauses; explained in ``clauses.toml``."""

    that: frozenset[str]
    whether: frozenset[str]
    closing: tuple[str, ...]
    nominal: re.Pattern[str] | None
    turned: tuple[str, ...]
    genitives: tuple[str, ...]
    dashed: bool
    particle: re.Pattern[str] | None
    verb_first: bool
    after_comma: bool
    direct: bool
    addressee: int


@cache
def clauses_for(language: str) -> Clauses | None:
    """The words of a language (its primary subtag), None where there are none."""
    file = resources.files(__package__ or "") / "clauses.toml"
    table = tomllib.loads(file.read_text("utf-8")).get(language)
    return None if table is None else _read(table)


def _read(table: Mapping[str, object]) -> Clauses:
    addressee, particle = table.get("addressee", 0), table.get("particle")
    return Clauses(
        frozenset(_words(table, "that")),
        frozenset(_words(table, "whether")),
        tuple(_words(table, "closing")),
        _nominal_ends(_words(table, "nominal")),
        tuple(_words(table, "turned")),
        tuple(_words(table, "genitives")),
        bool(table.get("dashed", False)),
        re.compile(particle) if isinstance(particle, str) else None,
        bool(table.get("verb_first", False)),
        bool(table.get("after_comma", False)),
        bool(table.get("direct", False)),
        addressee if isinstance(addressee, int) else 0,
    )


def _words(table: Mapping[str, object], key: str) -> list[str]:
    found = table.get(key, [])
    return [str(word) for word in found] if isinstance(found, list) else []


def _nominal_ends(endings: list[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?:[^\W\d_]{{2}}|\b)(?:{'|'.join(endings)})\Z") if endings else None


def clauses_in(text: str, language: str, lexicon: Lexicon) -> Iterator[Retold]:
    """Each retold clause of a text, in order, and the sentences that go on retelling."""
    clauses = clauses_for(lexicon.language)
    if clauses is None:
        return iter(())
    whole = sentences(text, language)
    found = _each(text, whole, clauses, lexicon)
    return continued(text, whole, list(found), lexicon) if lexicon.reporting else found


def _each(text: str, whole: list[Span], clauses: Clauses, lexicon: Lexicon) -> Iterator[Retold]:
    starts = [sentence.start for sentence in whole]
    last: Retold | None = None
    for cue in lexicon.cues.find(text, 0, len(text)):
        if cue.kind not in _SAYING and cue.kind not in {"according", "accords"}:
            continue
        number = max(0, bisect_right(starts, cue.start) - 1)
        sentence = whole[number]
        if cue.end > sentence.end or len(sentence) > _LONGEST_SENTENCE:
            continue
        if clauses.particle and cue.kind not in {"according", "accords"}:
            earlier = whole[number - 1] if number else None
            found = closed_clause(text, sentence, earlier, cue, clauses.particle, lexicon)
        else:
            found = _retold(text, sentence, cue, clauses, lexicon)
        if found is None or (last and found.spans == last.spans):
            continue
        if any(_is_clause(text, span) for span in found.spans):
            last = found
            yield found


def _retold(
    text: str, sentence: Span, cue: Found, clauses: Clauses, lexicon: Lexicon
) -> Retold | None:
    if cue.kind in {"according", "accords"}:
        return _according(text, sentence, cue, lexicon)
    if clauses.closing:
        return _closed(text, sentence, cue, clauses, lexicon) or (
            _nominal(text, sentence, cue, clauses, lexicon) if clauses.nominal else None
        )
    return (
        _that(text, sentence, cue, clauses, lexicon)
        or (_bare(text, sentence, cue, lexicon) if clauses.direct else None)
        or (_in_mood(text, sentence, cue, lexicon) if lexicon.reporting else None)
        or (_colon(text, sentence, cue, lexicon) if cue.kind == "say" else None)
        or (_after(text, sentence, cue, clauses, lexicon) if cue.kind == "say" else None)
    )


def _that(
    text: str, sentence: Span, cue: Found, clauses: Clauses, lexicon: Lexicon
) -> Retold | None:
    """X said that …; X told the reporters that …"""
    if clauses.verb_first:
        return _that_after_subject(text, sentence, cue, clauses, lexicon)
    opening = _opening(text, cue.end, sentence.end, clauses, lexicon)
    if opening is None:
        return None
    start = opening.start("word")
    mention = _subject(text, sentence, cue, start, lexicon)
    if mention is None and opening["word"].casefold() not in clauses.that:
        return None
    content = _trimmed(text, start, sentence.end)
    return _made((content,), cue, mention, "verb of saying and that", _THAT)


def _that_after_subject(
    text: str, sentence: Span, cue: Found, clauses: Clauses, lexicon: Lexicon
) -> Retold | None:
    """Said X that …: the subject stands between the verb and the clause."""
    opening = opening_word(text, cue.end, sentence.end, clauses.that)
    if opening is None:
        return None
    mention = sayer(text, sentence, cue, opening.start(), lexicon)
    end = end_of(text, opening.end(), sentence.end, lexicon)
    content = _trimmed(text, opening.start(), end)
    return _made((content,), cue, mention, "verb of saying and that", _THAT)


def _opening(
    text: str, at: int, end: int, clauses: Clauses, lexicon: Lexicon
) -> re.Match[str] | None:
    """The word that opens the clause, after an addressee or a time at most."""
    for number in range(clauses.addressee + 1):
        match = _WORD.match(text, at, end)
        if match is None:
            return None
        word = match["word"].casefold()
        comma = "," in match[0] or "،" in match[0]
        if word in clauses.that or word in clauses.whether:
            return match if comma >= clauses.after_comma else None
        if comma or (number == 0 and not clauses.after_comma and not _leads(word, lexicon)):
            return None
        at = match.end()
    return None


def _leads(word: str, lexicon: Lexicon) -> bool:
    """Whether a word after a verb of saying begins an addressee or a time, not an object."""
    return (
        word in lexicon.prepositions
        or word in lexicon.between
        or word in lexicon.pronouns
        or word in lexicon.not_names
    )


def _in_mood(text: str, sentence: Span, cue: Found, lexicon: Lexicon) -> Retold | None:
    """X sagte, das Feuer sei gelöscht: a verb in the mood of reported speech."""
    comma = text.find(",", cue.end, sentence.end)
    if comma < 0 or len(text[cue.end : comma].split()) > _LONGEST_SUBJECT:
        return None
    content = _trimmed(text, comma + 1, sentence.end)
    words = {match["word"].casefold() for match in _WORD.finditer(text, *_ends(content))}
    if not words & lexicon.reporting:
        return None
    mention = _subject(text, sentence, cue, comma, lexicon)
    if mention is None or mention.plain:
        return None
    return _made((content,), cue, mention, "verb of saying and mood", _MOOD)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _colon(text: str, sentence: Span, cue: Found, lexicon: Lexicon) -> Retold | None:
    """X said: … without marks."""
    colon = _COLON.match(text, cue.end, sentence.end)
    if colon is None:
        return None
    mention = _subject(text, sentence, cue, colon.end(), lexicon)
    if mention is None or mention.plain:
        return None
    content = _trimmed(text, colon.end(), sentence.end)
    return _made((content,), cue, mention, "verb of saying and colon", _COLONED)


def _subject(text: str, sentence: Span, cue: Found, limit: int, lexicon: Lexicon) -> Mention | None:
    """Who stands before the verb, or between it and the clause."""
    before = subject_before(text, sentence.start, cue.start, lexicon)
    if before is not None and not before.plain:
        return before
    return subject_after(text, cue.end, limit, lexicon) or before


def _according(text: str, sentence: Span, cue: Found, lexicon: Lexicon) -> Retold | None:
    """According to X, …; …, according to X; this, according to X, is …"""
    if cue.kind == "accords":
        mention = subject_before(text, sentence.start, cue.start, lexicon)
    else:
        mention = _pronoun_in(text, cue, lexicon)
        mention = mention or subject_after(text, cue.end, sentence.end, lexicon)
        at_once = _COMMA.match(text, cue.end, sentence.end)
        if (
            at_once
            and not (mention and mention.pronoun)
            and not text[sentence.start : cue.start].strip(_EDGES)
        ):
            # Jak dodała, …: whoever spoke last.
            content = _trimmed(text, at_once.end(), sentence.end)
            return _made((content,), cue, None, "according to", _ACCORDING)
    if mention is None or mention.plain:
        return None
    first, last = min(cue.start, mention.span.start), max(cue.end, mention.span.end)
    if cue.kind == "accords" and len(text[sentence.start : first].split()) == 1:
        # 복수의 소식통에 따르면: a word that belongs to the source.
        first = sentence.start
    if text[sentence.start : first].strip(_EDGES):
        pieces = _on_both_sides(text, sentence, first, last)
    else:
        comma = _COMMA.search(text, last, sentence.end)
        pieces = (_trimmed(text, comma.end() if comma else last, sentence.end),)
    return _made(pieces, cue, mention, "according to", _ACCORDING)


def _pronoun_in(text: str, cue: Found, lexicon: Lexicon) -> Mention | None:
    """Whose view a phrase says itself: *по её мнению*, *jej zdaniem*."""
    for word in words_of(text, cue.start, cue.end, lexicon):
        if word.base in lexicon.pronouns:
            return Mention(Span(word.start, word.end), pronoun=word.base)
    return None


def _after(
    text: str, sentence: Span, cue: Found, clauses: Clauses, lexicon: Lexicon
) -> Retold | None:
    """…, said X. This, said X, is …"""
    before = text[sentence.start : cue.start].rstrip(" \u00a0")
    dashed = clauses.dashed and before.endswith((" –", " —"))
    if not dashed and not before.rstrip(" \u00a0—–-").endswith((",", "،")):
        return None
    mention = subject_after(text, cue.end, sentence.end, lexicon)
    if mention is None or mention.plain:
        return None
    pieces = _on_both_sides(text, sentence, cue.start, mention.span.end)
    return _made(pieces, cue, mention, "verb and subject after", _AFTER)


def _on_both_sides(text: str, sentence: Span, first: int, last: int) -> tuple[Span, ...]:
    """What is said before an attribution, and after it where that is no whole sentence."""
    dateline = _DATELINE.match(text, sentence.start, first)
    before = _trimmed(text, dateline.end() if dateline else sentence.start, first)
    comma = _COMMA.match(text, last, sentence.end)
    if comma is None or len(before.of(text).split()) > _UNFINISHED:
        return (before,)
    return before, _trimmed(text, comma.end(), sentence.end)


def _bare(text: str, sentence: Span, cue: Found, lexicon: Lexicon) -> Retold | None:
    """X表示，…: nothing but a comma brings in the clause."""
    comma = _WIDE_COMMA.search(text, cue.end, min(sentence.end, cue.end + _LONGEST_SUBJECT))
    if comma is None:
        return None
    told = text[cue.end : comma.start()]
    if told and not (told in lexicon.roles or told in lexicon.bodies or told in lexicon.pronouns):
        return None
    mention = subject_before(text, sentence.start, cue.start, lexicon)
    if mention is None:
        return None
    content = _trimmed(text, comma.end(), sentence.end)
    return _made((content,), cue, mention, "verb of saying and comma", _BARE)


def _closed(
    text: str, sentence: Span, cue: Found, clauses: Clauses, lexicon: Lexicon
) -> Retold | None:
    """X … деп айтты: the verb of saying ends the sentence, a small word the clause."""
    before = text[sentence.start : cue.start].rstrip(_EDGES)
    closing = next((word for word in clauses.closing if before.endswith(word.lstrip("*"))), None)
    if text.startswith(tuple(f"{word} " for word in clauses.closing), cue.start, cue.end):
        end = sentence.start + len(before)
    elif closing is None:
        return None
    else:
        end = sentence.start + len(before) - len(closing.lstrip("*"))
        if not closing.startswith("*") and text[end - 1 : end].isalnum():
            return None
    turned = text[max(0, cue.start - 3) : cue.start].rstrip().endswith(",")
    mention = subject_after(text, cue.end, sentence.end, lexicon) if turned else None
    if mention and not mention.plain:
        content = _trimmed(text, sentence.start, end)
        return _made((content,), cue, mention, "clause and verb of saying", _CLOSED)
    mention = first_mention(text, sentence.start, end, lexicon)
    if mention is None or mention.span.end >= end:
        return None
    content = _trimmed(text, mention.span.end, end)
    return _made((content,), cue, mention, "clause and verb of saying", _CLOSED)


def _nominal(
    text: str, sentence: Span, cue: Found, clauses: Clauses, lexicon: Lexicon
) -> Retold | None:
    """X, …dığını söyledi; …dığını söyleyen X: the clause ends in a noun made of its verb."""
    before = _ALSO.sub("", text[sentence.start : cue.start].rstrip(_EDGES))
    if clauses.nominal is None or not clauses.nominal.search(before):
        return None
    end = sentence.start + len(before)
    start, subject_start = sentence.start, sentence.start
    for other in lexicon.cues.find(text, sentence.start, end):
        if other.kind in _SAYING:
            start = other.end
            if text[other.start : other.end].endswith(clauses.turned):
                subject_start = other.end
    if text[cue.start : cue.end].endswith(clauses.turned):
        mention = subject_after(text, cue.end, sentence.end, lexicon)
    else:
        mention = first_mention(text, subject_start, end, lexicon)
        while mention and mention.span.of(text).endswith(clauses.genitives):
            mention = first_mention(text, mention.span.end, end, lexicon)
        if mention is None or mention.span.end >= end:
            return None
        start = max(start, mention.span.end)
    if mention is None:
        return None
    content = _trimmed(text, start, end)
    return _made((content,), cue, mention, "nominal clause and verb of saying", _NOMINAL)


def _made(
    spans: tuple[Span, ...], cue: Found, mention: Mention | None, basis: str, sure: float
) -> Retold:
    return retold(spans, Span(cue.start, cue.end), mention, basis, sure)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without punctuation and spaces at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return Span(start, end)


def _is_clause(text: str, span: Span) -> bool:
    """Whether there is enough of it to be a clause."""
    words = span.of(text)
    if len(words.split()) > _FEWEST_WORDS:
        return True
    return len(words) >= _FEWEST_HAN and not words.isascii() and " " not in words
