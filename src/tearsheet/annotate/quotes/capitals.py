"""Subjects in scripts with capital letters: noun phrases, appositions, adverbials."""

import re
from bisect import bisect_left
from dataclasses import replace

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import (
    Mention,
    Word,
    is_function_word,
    names,
    role_phrase,
    words_of,
)
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.model import Span

_LONGEST_PLAIN = 9
_LONGEST_ROLE = 14
_SHORT_GAP, _DEEPEST_HEAD = 6, 5
_STOPS = re.compile(r"[.;:!?…](?=\s|$)|\s[—–-]\s|[()\[\]]")


def _subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject of a verb that begins at ``end``, looking back to ``start``."""
    start = _after_last_stop(text, start, end)
    words = _outside_brackets(text, start, end, lexicon)
    while words and words[-1].base in lexicon.between and words[-1].base not in lexicon.pronouns:
        words.pop()
    if not words:
        return None
    if words[-1].base in lexicon.joins:
        return _shared(text, _comma_parts(text, words[:-1]), lexicon)
    if words[-1].base in lexicon.relatives:
        found = _nearest(text, words[:-1], lexicon)
        return replace(found, span=Span(found.span.start, words[-1].end)) if found else None
    if words[-1].base in lexicon.pronouns and not words[-1].possessive:
        return _pronoun(words[-1])
    closing = text[words[-1].end : end].lstrip()
    parts = _comma_parts(text, words)
    if closing.startswith(","):
        return _appositive(text, parts, lexicon)
    part = _last_clause(parts[-1], lexicon)
    made = _phrase(text, part, lexicon, nearest=True)
    if made is None or made.name is None:
        return made or _plain(text, part, lexicon)
    return made


def _subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject of a verb that ends at ``start``, looking on to ``end``."""
    stop = _STOPS.search(text, start, end)
    # The full stop of a title or initial is no stop.
    while stop and stop[0] == "." and re.search(r"(?:^|\W)\w{1,4}$", text[start : stop.start()]):
        following = text[stop.end() : stop.end() + 2].strip()
        if not following[:1].isupper():
            break
        stop = _STOPS.search(text, stop.end(), end)
    end = stop.start() if stop else end
    words = words_of(text, start, end, lexicon)
    if not words or text[start : words[0].start].strip(" -\u00a0"):
        return None
    words = _past_listener(text, words, lexicon)
    while words and words[0].base in lexicon.between and words[0].base not in lexicon.pronouns:
        words.pop(0)
    if not words:
        return None
    head = words[0]
    if head.base in lexicon.pronouns and head.base not in lexicon.determiners:
        return _pronoun(head)
    parts = _comma_parts(text, words)
    part = _until_adverbial(parts[0], lexicon)
    if not part:
        return None
    made = _phrase(text, part, lexicon, nearest=False)
    if made is None:
        # Nouns have small letters: only a determiner shows that a subject follows the verb.
        if head.base in lexicon.determiners and len(part) > 1:
            return Mention(Span(part[0].start, part[-1].end), plain=True)
        return None
    if made.span.start > part[0].start and not _leads_to(part, made, lexicon):
        return None
    return _with_apposition(text, made, parts[1:], lexicon)


def with_apposition(text: str, made: Mention, words: list[Word], lexicon: Lexicon) -> Mention:
    """A name with the role that follows it after a comma; ``words`` are its paragraph's."""
    at = bisect_left(words, made.span.end, key=lambda word: word.start)
    following = words[at : at + 14]
    if made.role or not following or text[made.span.end : following[0].start].strip() != ",":
        return made if made.role else _with_role_before(text, made, words, lexicon)
    for index in range(1, len(following)):
        if _parts(text, following[index - 1], following[index]):
            following = following[:index]
            break
    with_role = _with_apposition(text, made, [following], lexicon)
    return with_role if with_role.role else _with_role_before(text, made, words, lexicon)


def _with_role_before(text: str, made: Mention, words: list[Word], lexicon: Lexicon) -> Mention:
    """A name with the role before it and a comma: *Kazakhstan's Ambassador to China*, NAME."""
    at = bisect_left(words, made.span.start, key=lambda word: word.start)
    if not at or made.name is None or text[words[at - 1].end : made.span.start].strip() != ",":
        return made
    first = at - 1
    while first and at - first < _LONGEST_ROLE and not _parts(text, words[first - 1], words[first]):
        first -= 1
    part = words[first:at]
    role = role_phrase(text, part, lexicon)
    if (
        role is None
        or role[0] > 0
        or (role[1] + 1 < len(part) and (part[role[1] + 1].base not in lexicon.prepositions))
    ):
        return made
    begin = _undetermined(part, *role, lexicon)
    return Mention(Span(part[0].start, made.span.end), made.name, Span(begin, part[-1].end))


def _parts(text: str, word: Word, following: Word) -> bool:
    """Whether punctuation stands between two words."""
    return (
        bool(text[word.end : following.start].strip(" .'’-\u00a0"))
        or ". " in text[word.end : following.start]
    )


def _past_listener(text: str, words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words after "à l'agence NAME" or "a Radio NAME", if a subject may still follow."""
    if words[0].base not in lexicon.prepositions or not lexicon.role_leads:
        return words
    listener = next((m for m in names(text, words, lexicon) if m.name), None)
    rest = [word for word in words if listener and word.start >= listener.span.end]
    if rest and (rest[0].base in lexicon.determiners or rest[0].capital):
        return rest
    return words


def _first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The first person or body a clause mentions: mostly its subject."""
    words = _outside_brackets(text, start, end, lexicon)
    for index, word in enumerate(words):
        if word.base not in lexicon.pronouns or word.base in lexicon.determiners:
            continue
        if lexicon.pronouns[word.base] or index == 0:
            return _phrase(text, words[:index], lexicon, nearest=False) or _pronoun(word)
    parts = _comma_parts(text, words)
    for index, part in enumerate(parts):
        if part and part[0].base in lexicon.prepositions and index + 1 < len(parts):
            continue
        found = _phrase(text, _free(text, part, lexicon), lexicon, nearest=False)
        if found:
            return _with_apposition(text, found, parts[index + 1 :], lexicon)
    return _phrase(text, words, lexicon, nearest=False)


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
        part = _last_clause(parts[index], lexicon)
        for word in part:
            if lexicon.pronouns.get(word.base) and word.base not in lexicon.determiners:
                return _pronoun(word)
        found = _phrase(text, part, lexicon, nearest=False)
        if found and found.name is None and index:
            return _appositive(text, [*parts[: index + 1], []], lexicon) or found
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
    for index, word in enumerate(words):
        if index and any(mark in text[words[index - 1].end : word.start] for mark in ",،"):
            parts.append([])
        parts[-1].append(word)
    return parts


def _last_clause(part: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words after the last one that begins a clause (that, because)."""
    for index in range(len(part) - 1, -1, -1):
        if part[index].base in lexicon.clause and index + 1 < len(part):
            return part[index + 1 :]
    return part


def _until_adverbial(part: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words before one that begins a clause or cannot belong to a subject."""
    for index, word in enumerate(part):
        if word.base in lexicon.clause or word.base in lexicon.relatives:
            return part[:index]
    return part


def _leads_to(part: list[Word], made: Mention, lexicon: Lexicon) -> bool:
    """Whether only small words of a noun phrase stand before the mention."""
    before = [word for word in part if word.start < made.span.start]
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


def _phrase(text: str, part: list[Word], lexicon: Lexicon, *, nearest: bool) -> Mention | None:
    """The name or role phrase of a part: the one nearest the verb, or the first."""
    if not part:
        return None
    found = names(text, part, lexicon)
    role = role_phrase(text, part, lexicon)
    named = [mention for mention in found if mention.name]
    if role and named and not nearest and named[0].span.end < part[role[0]].start:
        return named[0]
    if role:
        first, head = role
        span = Span(part[first].start, part[head].end)
        joined = next(
            (m for m in named if m.span.overlaps(span) or m.span.start - span.end in {1, 2}), None
        )
        following = part[head + 1] if head + 1 < len(part) else None
        leads = all(m.span.start >= span.start for m in named)
        if joined and joined.name and (joined.name.start >= span.end or not leads):
            begin = min(joined.span.start, span.start)
            return Mention(
                Span(begin, joined.span.end),
                joined.name,
                joined.role
                if joined.role and lexicon.role_leads
                else Span(_undetermined(part, first, head, lexicon), part[head].end),
            )
        if leads and (not named or (following and following.base in lexicon.prepositions)):
            end = part[-1].end if nearest else _complement(text, part, head, lexicon)
            return Mention(
                Span(span.start, end), None, Span(_undetermined(part, first, head, lexicon), end)
            )
    if named:
        if nearest:
            return _not_in_complement(part, named, lexicon)
        return named[0]
    if found:
        return found[-1] if nearest else found[0]
    return None


def _undetermined(part: list[Word], first: int, head: int, lexicon: Lexicon) -> int:
    """Where a role begins once its article or owner ("Norland's") is left out."""
    while first < head and (part[first].base in lexicon.determiners or part[first].possessive):
        first += 1
    return part[first].start


def _not_in_complement(part: list[Word], named: list[Mention], lexicon: Lexicon) -> Mention:
    """The last name that does not follow a preposition, else the last."""
    for mention in reversed(named):
        before = [word for word in part if word.end <= mention.span.start]
        if not before or before[-1].base not in lexicon.prepositions:
            return mention
    return named[-1]


def _complement(text: str, part: list[Word], head: int, lexicon: Lexicon) -> int:
    """Where "a spokesman for the Clinton campaign" ends: after names and their prepositions."""
    end, index = part[head].end, head + 1
    while index < len(part):
        word = part[index]
        if word.capital or word.base in lexicon.bodies:
            end = word.end
        elif (
            word.base not in lexicon.prepositions
            and word.base not in lexicon.determiners
            and word.base not in lexicon.joins
        ):
            break
        index += 1
    return end


def _appositive(text: str, parts: list[list[Word]], lexicon: Lexicon) -> Mention | None:
    """The subject before a verb that a comma parts from it: NAME, the ROLE of X, said."""
    for index in range(len(parts) - 2, -1, -1):
        part = _last_clause(parts[index], lexicon)
        if not part or part[0].base in lexicon.prepositions:
            continue
        made = _phrase(text, part, lexicon, nearest=True)
        if made is None or (made.name is None and made.role is None):
            continue
        if made.name and made.span.end < part[-1].end and index:
            # A name in the middle of a longer description: look further back.
            continue
        earlier = parts[index - 1] if index else []
        if made.name and _is_role_part(parts[index + 1], lexicon):
            return _with_apposition(text, made, parts[index + 1 :], lexicon)
        if earlier and made.role and not made.name:
            continue
        return _with_apposition(text, made, parts[index + 1 :], lexicon)
    return _phrase(text, _last_clause(parts[-1], lexicon), lexicon, nearest=True)


def _is_role_part(part: list[Word], lexicon: Lexicon) -> bool:
    return any(word.base in lexicon.roles for word in part)


def _with_apposition(
    text: str, made: Mention, parts: list[list[Word]], lexicon: Lexicon
) -> Mention:
    """The mention with the role (or name) that follows it after a comma."""
    if not parts or not parts[0]:
        return made
    part = parts[0]
    if made.name and made.role is None:
        head = next((w for w in part if w.base in lexicon.roles and not w.possessive), None)
        if head and _may_open_role(part, head, lexicon):
            lead = part[0]
            begin = (
                part[1].start if lead.base in lexicon.determiners and len(part) > 1 else lead.start
            )
            return Mention(made.span, made.name, Span(begin, _role_end(part, head, lexicon)))
        return made
    if made.name is None and made.role:
        following = names(text, part, lexicon)
        if (
            following
            and following[0].name
            and following[0].span.start == part[0].start
            and following[0].role is None
        ):
            return Mention(
                Span(made.span.start, following[0].span.end), following[0].name, made.role
            )
    return made


def _may_open_role(part: list[Word], head: Word, lexicon: Lexicon) -> bool:
    """Whether a part after a comma begins like a role: an article, a trade, a proper noun."""
    lead = part[0]
    place = next(index for index, word in enumerate(part) if word is head)
    if place > _DEEPEST_HEAD or lead.base in lexicon.relatives or lead.base in lexicon.cues:
        return False
    if lead.base in lexicon.joins or lead.base in lexicon.clause:
        return False
    known = lead.base in lexicon.determiners or lead.base in lexicon.modifiers
    return known or lead.capital or lead.possessive or place <= 1


def _role_end(part: list[Word], head: Word, lexicon: Lexicon) -> int:
    """Where a role after a comma ends: before a relative clause or a verb of saying."""
    end = head.end
    for word in part:
        if word.start <= head.start:
            continue
        if (
            word.base in lexicon.relatives
            or word.base in lexicon.cues
            or word.base in lexicon.clause
        ):
            break
        end = word.end
    return end


def _nearest(text: str, words: list[Word], lexicon: Lexicon) -> Mention | None:
    parts = _comma_parts(text, words)
    return _phrase(text, parts[-1], lexicon, nearest=True) or _phrase(
        text, words, lexicon, nearest=True
    )


def _plain(text: str, part: list[Word], lexicon: Lexicon) -> Mention | None:
    """Words before a verb that hold neither a name nor a role: taken as they are, if few."""
    while part and (part[0].base in lexicon.joins or part[0].base in lexicon.not_names):
        part = part[1:]
    if not part or len(part) > _LONGEST_PLAIN or part[0].base in lexicon.prepositions:
        return None
    if is_function_word(part[-1].base, lexicon) and part[-1].base not in lexicon.pronouns:
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
