"""Subjects in scripts with capital letters: noun phrases, appositions, adverbials."""

import re

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.apposition import apposed, appositive, last_clause
from tearsheet.annotate.quotes.mentions import Mention, names
from tearsheet.annotate.quotes.phrase import phrase
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.annotate.quotes.words import Word, is_function_word, words_of
from tearsheet.model import Span

_LONGEST_PLAIN = 9
_SHORT_GAP = 6
_LONGEST_TRADE, _LONGEST_ADVERBIAL = 4, 16
_LABEL = re.compile('\\s*[«„“"][^«»„“”"\n]{1,40}[»”“"]')
_LONGEST_VERB, _LONGEST_ADVERB = 24, 4
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
# …, émue, l'actrice NAME: how it was said, between the verb and its subject.
_ASIDE = re.compile(r",\s[^\W\dA-ZÀ-Þ_][^,.;:\n\"«»“”]{2,40},\s")
_STOPS = re.compile(r"[.;:!?…](?=\s|$)|\s[—–-]\s|[()\[\]]")


def _subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject of a verb that begins at ``end``, looking back to ``start``."""
    start = _after_last_stop(text, start, end)
    words = _outside_brackets(text, start, end, lexicon)
    while words and _is_between(words[-1], lexicon):
        words.pop()
    if not words:
        return None
    if words[-1].base in lexicon.joins:
        return _shared(text, _comma_parts(text, words[:-1]), lexicon)
    if words[-1].base in lexicon.relatives:
        found = _nearest(text, words[:-1], lexicon)
        return found and found._replace(span=Span(found.span.start, words[-1].end))
    if words[-1].base in lexicon.pronouns and not words[-1].possessive:
        return _pronoun(words[-1])
    if words[-1].base in lexicon.relatives and lexicon.role_leads and len(words) > 1:
        # …, la ministre, qui | a demandé
        return phrase(text, _comma_parts(text, words[:-1])[-1], lexicon, nearest=True)
    closing = text[words[-1].end : end].lstrip()
    parts = _comma_parts(text, words)
    if closing.startswith(","):
        return appositive(text, parts, lexicon)
    part = last_clause(parts[-1], lexicon)
    made = phrase(text, part, lexicon, nearest=True)
    if made is None or made.name is None:
        return made or _plain(text, part, lexicon)
    return made


def _subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject of a verb that ends at ``start``, looking on to ``end``."""
    start = _past_label(text, start, end, lexicon) if lexicon.is_bare else start
    stop = _STOPS.search(text, start, end)
    # The full stop of a title or initial is no stop.
    while stop and stop[0] == "." and re.search(r"(?:^|\W)\w{1,4}$", text[start : stop.start()]):
        following = text[stop.end() : stop.end() + 2].strip()
        lower = following[:1].islower() and lexicon.role_leads
        if not (following[:1].isupper() or lower):
            break
        stop = _STOPS.search(text, stop.end(), end)
    end = stop.start() if stop else end
    aside = _ASIDE.match(text, start, end) if lexicon.role_leads else None
    start = aside.end() if aside else start
    words = words_of(text, start, end, lexicon)
    if not words or text[start : words[0].start].strip(" -\u00a0"):
        return None
    located = words[0].base in lexicon.within and not _agrees(text, start, lexicon)
    if not located or _within(text, words, lexicon) is None:
        words = _past_small_words(text, words, lexicon)
        words = words and _past_listener(text, words, lexicon)
    words = words and _past_small_words(text, words, lexicon)
    if not words:
        return None
    head = words[0]
    if head.base in lexicon.within and not _agrees(text, start, lexicon):
        body = _within(text, words, lexicon)
        if body:
            return body
    if head.base in lexicon.pronouns and head.base not in lexicon.determiners:
        return _pronoun(head)
    parts = _comma_parts(text, words)
    part = _until_adverbial(parts[0], lexicon)
    if not part:
        return None
    made = phrase(text, part, lexicon, nearest=False)
    if made is None:
        # Nouns have small letters: only a determiner shows that a subject follows the verb.
        if head.base not in lexicon.determiners:
            return None
        if len(part) == 1:
            # "… , added another."
            counts = head.base not in lexicon.definite | lexicon.articles
            return Mention(Span(head.start, head.end), plain=True) if counts else None
        return _named_next(text, parts, lexicon)
    if made.span.start > part[0].start and not _leads_to(part, made, lexicon):
        if not lexicon.is_bare or head.base not in lexicon.determiners:
            return None
        # *один из менеджеров*: someone of those who are named.
        return Mention(Span(head.start, made.span.end), None, made.role)
    return apposed(text, made, parts[1:], lexicon)


def _is_between(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word only stands between subject and verb: lately, but not Kelly."""
    if word.base not in lexicon.between or word.base in lexicon.pronouns:
        return False
    return not word.capital or word.base in lexicon.not_names


def _named_next(text: str, parts: list[list[Word]], lexicon: Lexicon) -> Mention | None:
    """A phrase without a known role: *the rope-maker*, NAME; None for a day of the week."""
    part = parts[0]
    if any(word.base in lexicon.not_names for word in part):
        return None
    span = Span(part[0].start, part[-1].end)
    following = names(text, parts[1], lexicon) if len(parts) > 1 and parts[1] else []
    if following and following[0].name and following[0].span.start == parts[1][0].start:
        name = following[0].name
        if " " in name.of(text) and len(part) <= _LONGEST_TRADE:
            return Mention(Span(span.start, name.end), name, Span(part[1].start, span.end))
    return Mention(span, plain=True)


def _past_cases(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """As `_past_adverbials`, where cases stand for articles: *на встрече с послом | Зимин*."""
    for index in range(1, min(len(words), _LONGEST_ADVERBIAL)):
        before, word = words[index - 1 : index + 1]
        if before.base in lexicon.prepositions or before.base in lexicon.determiners:
            continue
        starts = word.capital and not before.capital and before.base not in lexicon.carriers
        if (
            starts
            and word.base not in lexicon.carriers
            and not is_function_word(word.base, lexicon)
        ):
            return words[index:]
        if word.base in lexicon.roles or word.base in lexicon.determiners:
            return words[index:]
    return words


def _past_label(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Past the paper in marks that is told: …, сказал «Вечернему порту» X."""
    label = _LABEL.match(text, start, end)
    if label is None:
        return start
    after = lexicon.work_after.first(text, label.end(), end)
    return after.end if after and not text[label.end() : after.start].strip() else label.end()


def _past_small_words(text: str, words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words without adverbs and the like that stand between a verb and its subject."""
    while words:
        limit = words[:_LONGEST_ADVERB][-1].end
        found = lexicon.between.first(text, words[0].start, limit)
        heard = lexicon.listeners.first(text, words[0].start, limit)
        ends = [f.end for f in (found, heard) if f and f.start == words[0].start]
        if not ends or words[0].base in lexicon.pronouns:
            break
        words = [word for word in words if word.start >= max(ends)]
    return words


def _agrees(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether the verb that ends at a place agrees with one woman or man."""
    verb = _LAST_WORD.search(text, max(0, end - _LONGEST_VERB), end)
    return verb is not None and lexicon.agreement.kind(verb[0].casefold()) is not None


def _within(text: str, words: list[Word], lexicon: Lexicon) -> Mention | None:
    """The body that is said to be the place of the words: *в министерстве*."""
    part = _comma_parts(text, words)[0][1:]
    found = phrase(text, part, lexicon, nearest=False)
    if found is None or found.span.start > part[0].start:
        return None
    return found if part[0].base in lexicon.bodies or found.name else None


def _past_listener(text: str, words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words after "à l'agence NAME" or "a Radio NAME", if a subject may still follow."""
    if words[0].base in lexicon.carriers and len(words) > 1 and lexicon.role_leads:
        past = next((n for n, word in enumerate(words) if word.base not in lexicon.carriers), 0)
        head = words[past]
        follows = past and (
            head.base in lexicon.roles or head.base in lexicon.determiners or head.capital
        )
        return words[past:] if follows else words
    if words[0].base not in lexicon.prepositions or not lexicon.role_leads:
        return words
    listener = next((m for m in names(text, words, lexicon) if m.name), None)
    rest = [word for word in words if listener and word.start >= listener.span.end]
    if rest and (
        rest[0].base in lexicon.determiners or rest[0].capital or rest[0].base in lexicon.roles
    ):
        return rest
    return _past_adverbials(words, lexicon)


def _past_adverbials(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words after "em Lisboa aos jornalistas": from the first that no preposition ties."""
    if lexicon.is_bare:
        return _past_cases(words, lexicon)
    for index in range(1, min(len(words) - 1, _LONGEST_ADVERBIAL)):
        before, word, following = words[index - 1 : index + 2]
        if before.base in lexicon.prepositions or before.base in lexicon.determiners:
            continue
        if word.base in lexicon.determiners and following.capital:
            continue
        if word.base in lexicon.determiners or word.base in lexicon.roles:
            return words[index:]
    return words


def _first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The first person or body a clause mentions: mostly its subject."""
    words = _outside_brackets(text, start, end, lexicon)
    for index, word in enumerate(words):
        if word.base not in lexicon.pronouns or word.base in lexicon.determiners:
            continue
        if lexicon.pronouns[word.base] or index == 0:
            return phrase(text, words[:index], lexicon, nearest=False) or _pronoun(word)
    parts = _comma_parts(text, words)
    for index, part in enumerate(parts):
        if part and part[0].base in lexicon.prepositions and index + 1 < len(parts):
            continue
        found = phrase(text, _free(text, part, lexicon), lexicon, nearest=False)
        if found:
            return apposed(text, found, parts[index + 1 :], lexicon)
    return phrase(text, words, lexicon, nearest=False)


def _free(text: str, part: list[Word], lexicon: Lexicon) -> list[Word]:
    """A part without the names that follow a preposition: Speaking in Salem | Ann called."""
    bound = [
        mention.span
        for mention in names(text, part, lexicon)
        if any(
            word.base in lexicon.prepositions and 0 <= mention.span.start - word.end <= _SHORT_GAP
            for word in part
        )
    ]
    return [word for word in part if not any(s.start <= word.start < s.end for s in bound)]


def _shared(text: str, parts: list[list[Word]], lexicon: Lexicon) -> Mention | None:
    """The subject of an earlier verb: Ann laughed and | said."""
    for index in range(len(parts) - 1, -1, -1):
        part = last_clause(parts[index], lexicon)
        for word in part:
            if lexicon.pronouns.get(word.base) and word.base not in lexicon.determiners:
                return _pronoun(word)
        found = phrase(text, part, lexicon, nearest=False)
        if found and found.name is None and index:
            return appositive(text, [*parts[: index + 1], []], lexicon) or found
        if found:
            return found
    return None


def _outside_brackets(text: str, start: int, end: int, lexicon: Lexicon) -> list[Word]:
    """The words of a stretch, those in brackets left out."""
    words = words_of(text, start, end, lexicon)
    if "(" not in text[start:end]:
        return words
    inside = [Span(*m.span()).shifted(start) for m in re.finditer(r"\([^()]*\)", text[start:end])]
    return [word for word in words if not any(s.start < word.start < s.end for s in inside)]


def _after_last_stop(text: str, start: int, end: int) -> int:
    last = start
    for match in re.finditer(r"[;:]\s|\s[—–]\s|\((?![^)]*\))", text[start:end]):
        last = start + match.end()
    return last if text[last:end].strip(" ,") else start


def _pronoun(word: Word) -> Mention:
    return Mention(Span(word.start, word.end), pronoun=word.base)


def _comma_parts(text: str, words: list[Word]) -> list[list[Word]]:
    """Words, parted where a comma stands between two of them."""
    parts: list[list[Word]] = [[]]
    end = words[0].end if words else 0
    for word in words:
        between = text[end : word.start]
        if between != " " and ("," in between or "،" in between):
            parts.append([])
        end = word.end
        parts[-1].append(word)
    return parts


def _until_adverbial(part: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words before one that begins a clause or cannot belong to a subject."""
    for index, word in enumerate(part):
        if word.base in lexicon.clause or word.base in lexicon.relatives:
            return part[:index]
    return part


def _leads_to(part: list[Word], made: Mention, lexicon: Lexicon) -> bool:
    """Whether only small words of a noun phrase stand before the mention."""
    before = [word for word in part if word.start < made.span.start]
    if lexicon.script == "german" and any(word.capital and not word.possessive for word in before):
        # kritisierte die Pläne der Regierung: what is criticised, and whose it is.
        return False
    return (
        all(
            word.base in lexicon.determiners
            or word.base in lexicon.modifiers
            or word.possessive
            or not is_function_word(word.base, lexicon)
            for word in before
        )
        and len(before) <= 4
        and before[0].base not in lexicon.prepositions
    )


def _nearest(text: str, words: list[Word], lexicon: Lexicon) -> Mention | None:
    parts = _comma_parts(text, words)
    return phrase(text, parts[-1], lexicon, nearest=True) or phrase(
        text, words, lexicon, nearest=True
    )


def _plain(text: str, part: list[Word], lexicon: Lexicon) -> Mention | None:
    """Words before a verb that hold neither a name nor a role: taken as they are, if few."""
    while part and (part[0].base in lexicon.joins or part[0].base in lexicon.not_names):
        part = part[1:]
    if not part or len(part) > _LONGEST_PLAIN or part[0].base in lexicon.prepositions:
        return None
    last = part[-1].base
    counts = last in lexicon.determiners and last not in lexicon.definite | lexicon.articles
    counts = counts and (part[0].capital or len(part) > 1)
    if is_function_word(last, lexicon) and last not in lexicon.pronouns and not counts:
        return None
    return Mention(Span(part[0].start, part[-1].end), plain=True)


def _owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    words = words_of(text, max(start, end - 60), end, lexicon)
    for word in reversed(words[-4:]):
        if any(mark in text[word.end : end] for mark in ",;:.–—"):
            return None
        if word.base in lexicon.pronouns and word.base in lexicon.determiners:
            return _pronoun(word)
        if word.possessive and word.capital:
            return Mention(Span(word.start, word.end), Span(word.start, word.end))
    found = names(text, words, lexicon)
    return found[-1] if found and found[-1].name else None


READER = Reader(_subject_before, _subject_after, _first_mention, _owner_before)
