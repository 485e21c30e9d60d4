"""Subjects in Persian: they open their clause, the verb ends it; no capitals."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.model import Span

_WORD = re.compile("[^\\W\\d_]+(?:[\u200c\u064b-\u0652]+[^\\W\\d_]*)*")
_BREAK = re.compile('[:؛;.«»"“”؟?!\\n]| [–—-] ')
_COMMA = re.compile("[،,]")
_BRACKET = re.compile("\\([^()\\n]{0,60}\\)")
_MARKS = re.compile("[\u064b-\u0652\u0640]")
# After these a word is no subject: معروف است.
_VERBS = frozenset(["است", "بود", "شد", "شده", "کرد", "کرده", "می‌کند", "شدند", "کردند", "می‌شود"])
_OWNED = ("‌اش", "اش", "ش", "شان", "م", "مان")
_LONGEST_NAME, _LONGEST_ROLE, _FURTHEST = 4, 14, 400

Word = tuple[int, int, str]
_REMEMBERED = 20_000  # words that are asked for again


def _subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject that opens the clause of a verb at ``end``, appositions included."""
    start = max(start, end - _FURTHEST)
    breaks = [start, *(match.end() for match in _BREAK.finditer(text, start, end)), end]
    last: list[Word] = []
    for begin, stop in zip(reversed(breaks[:-1]), reversed(breaks[1:]), strict=True):
        if begin > start and text[begin - 1] in "«“":
            continue
        parts = _parts(text, begin, stop)
        for part in parts:
            found = _of_part(text, part, parts, lexicon)
            if found:
                return found
        last = last or [word for part in parts for word in part]
    short = [word for word in last if word[2] not in lexicon.between]
    clear = not any(_ends_name(word[2], lexicon) for word in short)
    if short and len(short) <= 2 and clear:
        return Mention(Span(short[0][0], short[-1][1]), plain=True)
    return None


def _subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """به گفته NAME، / بر اساس …: who is named right behind the phrase."""
    stop = _BREAK.search(text, start, end)
    parts = _parts(text, start, stop.start() if stop else end)
    if not parts or parts[0][0][2] in lexicon.clause:
        return None
    return _of_part(text, parts[0], parts, lexicon)


def _first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    for part in _parts(text, start, min(end, start + _FURTHEST)):
        found = _of_part(text, part, [part], lexicon)
        if found and not found.plain:
            return found
    return next(introduced(text, start, min(end, start + _FURTHEST), lexicon), None)


def _owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    return None


def introduced(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    """Everyone a paragraph names behind an office, or before one and a comma."""
    parts = _parts(text, start, end)
    for index, part in enumerate(parts):
        before = _apposed(text, parts, index, lexicon) if index else None
        if before and part[0][2] in lexicon.roles:
            role = Span(part[0][0], part[_end_of_role(part, lexicon, 0)][1])
            yield Mention(Span(before.start, role.end), before, role)
            continue
        at = 0
        while at < len(part):
            if part[at][2] not in lexicon.roles:
                at += 1
                continue
            made = _with_role(part[at:], lexicon)
            if made.name:
                yield made
            elif name := _name_right_before(part, at, lexicon):
                yield Mention(Span(name.start, made.span.end), name, made.role)
            elif at == 0 and index + 1 < len(parts) and _comma_behind(text, part):
                following = _as_name(parts[index + 1], lexicon)
                if following and following.end == parts[index + 1][-1][1]:
                    yield Mention(Span(made.span.start, following.end), following, made.role)
            at += max(1, sum(word[0] < made.span.end for word in part[at:]))


def _apposed(text: str, parts: list[list[Word]], index: int, lexicon: Lexicon) -> Span | None:
    """The name that is all of the part before, if a comma parts the two: NAME، ROLE."""
    before = parts[index - 1]
    name = _as_name(before, lexicon)
    whole = name is not None and name.end == before[-1][1]
    return name if whole and _comma_behind(text, before) else None


def _comma_behind(text: str, part: list[Word]) -> bool:
    return text[part[-1][1] : part[-1][1] + 2].strip()[:1] in ("،", ",")


def _name_right_before(part: list[Word], at: int, lexicon: Lexicon) -> Span | None:
    """با NAME نخست‌وزیر: two or three words before an office, after a preposition."""
    first = at
    while first and at - first < _LONGEST_NAME:
        word = part[first - 1][2]
        if _ends_name(word, lexicon) or word in lexicon.roles or word in lexicon.modifiers:
            break
        first -= 1
    bound = first and part[first - 1][2] in lexicon.prepositions
    named = bound and at - first >= 2 and part[first][2] not in lexicon.not_names
    return Span(part[first][0], part[at - 1][1]) if named else None


def _parts(text: str, start: int, end: int) -> list[list[Word]]:
    """The words of a stretch, parted at its commas; brackets are left out."""
    brackets = [match.span() for match in _BRACKET.finditer(text, start, end)]
    parts: list[list[Word]] = [[]]
    last = start
    for match in _WORD.finditer(text, start, end):
        if any(first <= match.start() < past for first, past in brackets):
            continue
        between = text[last : match.start()]
        if between != " " and (_COMMA.search(between) or _BREAK.search(between)):
            parts.append([])
        parts[-1].append((match.start(), match.end(), _plain(match[0])))
        last = match.end()
    return [part for part in parts if part]


def _of_part(
    text: str, part: list[Word], parts: list[list[Word]], lexicon: Lexicon
) -> Mention | None:
    """What a part of a clause names at its head: pronoun, office and name, body, bare name."""
    while part and (part[0][2] in lexicon.between or part[0][2] in lexicon.joins):
        part = part[1:]
    if not part:
        return None
    first = part[0]
    if first[2] in lexicon.pronouns:
        return Mention(Span(first[0], first[1]), pronoun=first[2])
    if _is_small(first[2], lexicon) or first[2] in lexicon.cues:
        return None
    if first[2] in lexicon.determiners or _is_role(first[2], lexicon):
        made = _with_role(part, lexicon)
        index = next((n for n, one in enumerate(parts) if one[0][0] > first[0]), None)
        if index is None or not _comma_behind(text, part):
            return made
        name = _as_name(parts[index], lexicon)
        if name is None or name.end != parts[index][-1][1]:
            return made
        if made.name and not (_comma_behind(text, parts[index]) and made.span.end == part[-1][1]):
            return made
        if made.name and made.role:
            # شهردار PLACE، NAME،: the place belongs to the office.
            return Mention(Span(made.span.start, name.end), name, made.span)
        return Mention(Span(made.span.start, name.end), name, made.role)
    if first[2] in lexicon.bodies:
        last = _end_of_role(part, lexicon, 0)
        span = Span(first[0], part[last][1])
        return Mention(span, None, span)
    name = _as_name(part, lexicon)
    if name is None:
        return None
    following = next((p for p in parts if p[0][0] > name.end), None)
    role = None
    if following and following[0][2] in lexicon.roles:
        last = _end_of_role(following, lexicon, 0)
        role = Span(following[0][0], following[last][1])
    behind = [word for word in part if word[0] >= name.end]
    if role is None and behind and behind[0][2] in lexicon.roles:
        last = _end_of_role(behind, lexicon, 0)
        role = Span(behind[0][0], behind[last][1])
    return Mention(Span(name.start, role.end if role else name.end), name, role)


@lru_cache(maxsize=_REMEMBERED)
def _is_role(word: str, lexicon: Lexicon) -> bool:
    """An office, or kin with its owner: پدربزرگش."""
    owned = (word.removesuffix(tail) for tail in _OWNED if word.endswith(tail))
    return word in lexicon.roles or any(stem in lexicon.roles for stem in owned)


def _as_name(part: list[Word], lexicon: Lexicon) -> Span | None:
    """The words that open a part up to the first that is no name's."""
    last = 0
    for word in part:
        if last and word[2] in lexicon.not_names:
            break
        if _ends_name(word[2], lexicon) or word[2] in lexicon.roles:
            if word[2] in _VERBS:
                return None
            break
        last += 1
    if not 1 <= last <= _LONGEST_NAME or any(w[2] in lexicon.not_names for w in part[:last]):
        return None
    return Span(part[0][0], part[last - 1][1])


def _with_role(part: list[Word], lexicon: Lexicon) -> Mention:
    """سخنگوی وزارت خارجه NAME, این مقام, یک منبع آگاه."""
    first = 0
    while first + 1 < len(part) and part[first][2] in lexicon.determiners:
        first += 1
    last = _end_of_role(part, lexicon, first)
    role = Span(part[0][0], part[last][1])
    behind = list[Word]()
    for word in part[last + 1 :]:
        if _ends_name(word[2], lexicon) or len(behind) == _LONGEST_NAME:
            break
        behind.append(word)
    pointed = part[0][2] in lexicon.determiners
    if not behind or pointed or any(word[2] in lexicon.not_names for word in behind):
        return Mention(role, None, role)
    name = Span(behind[0][0], behind[-1][1])
    return Mention(Span(role.start, name.end), name, role)


def _end_of_role(part: list[Word], lexicon: Lexicon, first: int) -> int:
    """The last word of an office: offices, bodies, places and what widens them."""
    last = first
    while last + 1 < len(part) and last - first < _LONGEST_ROLE:
        word = part[last + 1][2]
        known = word in lexicon.roles or word in lexicon.modifiers or word in lexicon.bodies
        if not (known or word in lexicon.places):
            break
        last += 1
    return last


@lru_cache(maxsize=_REMEMBERED)
def _ends_name(word: str, lexicon: Lexicon) -> bool:
    small = _is_small(word, lexicon) or word in lexicon.between or word in lexicon.cues
    return small or word in lexicon.clause


def _is_small(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.prepositions or word in lexicon.clause or word in lexicon.relatives


@lru_cache(maxsize=_REMEMBERED)
def _plain(word: str) -> str:
    """Without vowel signs, the joiner as it stands."""
    return _MARKS.sub("", word)


READER = Reader(_subject_before, _subject_after, _first_mention, _owner_before)
