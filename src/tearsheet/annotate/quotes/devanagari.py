"""Subjects in Hindi: the noun phrase before ने, an office before its name; no capitals."""

import re
from collections.abc import Iterator

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.model import Span

_WORD = re.compile(r"[^\W_][\w\u0900-\u0963]*(?:[.’'-](?=[^\W_])[^\W_][\w\u0900-\u0963]*)*")
_BREAK = re.compile("[,،;:।॥?!\"“”‘’'«»\\n]| [–—-] ")
_BRACKET = re.compile(r"\([^()\n]{0,60}\)")
_SUBJECT = "ने"
_OWNERS = frozenset(["का", "के", "की"])
_LONGEST_NAME, _LONGEST_ROLE, _FURTHEST = 4, 12, 400

Word = tuple[int, int, str]


def _subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The phrase before the last ने, else the phrase right before the verb."""
    words = _words(text, max(start, end - _FURTHEST), end)
    for at in range(len(words) - 1, -1, -1):
        if words[at][2] == _SUBJECT:
            return _mention(text, _phrase(text, words[:at], lexicon), lexicon)
        if words[at][2] in lexicon.pronouns and words[at][2].endswith(_SUBJECT):
            return _pronoun(words[at])
    while words and words[-1][2] in lexicon.between:
        words.pop()
    while words and words[-1][2] in _OWNERS:
        words.pop()
    if not words or _BREAK.search(text, words[-1][1], end):
        return None
    return _mention(text, _phrase(text, words, lexicon), lexicon)


def _subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """ऐसा कहना है NAME का: the owner of the saying behind it."""
    stop = _BREAK.search(text, start, end)
    words = _words(text, start, stop.start() if stop else end)
    if len(words) < 2 or words[-1][2] not in _OWNERS:
        return None
    return _mention(text, words[:-1], lexicon)


def _first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Whoever stands before the first ने, else the first office with its name."""
    words = _words(text, start, min(end, start + _FURTHEST))
    for at, word in enumerate(words):
        if word[2] == _SUBJECT:
            found = _mention(text, _phrase(text, words[:at], lexicon), lexicon)
            if found:
                return found
        elif word[2] in lexicon.pronouns and word[2].endswith(_SUBJECT):
            return _pronoun(word)
    return next(introduced(text, start, min(end, start + _FURTHEST), lexicon), None)


def _owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """शर्मा का कहना: who stands before the word that owns the noun."""
    words = _words(text, max(start, end - _FURTHEST), end)
    if not words or words[-1][2] not in _OWNERS:
        return None
    return _mention(text, _phrase(text, words[:-1], lexicon), lexicon)


def introduced(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    """Everyone a paragraph names behind an office, or before ने."""
    words = _words(text, start, end)
    at = 0
    while at < len(words):
        if words[at][2] in lexicon.roles:
            last = at
            while last + 1 < len(words) and words[last + 1][2] in lexicon.roles:
                last += 1
            name = _name_behind(text, words, last + 1, lexicon)
            if name:
                first = _first_of_role(text, words, at, lexicon)
                role = Span(words[first][0], words[last][1])
                yield Mention(Span(role.start, name.end), name, role)
            at = last + 1
        elif words[at][2] == _SUBJECT and at:
            low = max(0, at - _LONGEST_ROLE)
            found = _mention(text, _phrase(text, words[low:at], lexicon), lexicon)
            if found and found.name and found.role is None:
                yield found
            at += 1
        else:
            at += 1


def _name_behind(text: str, words: list[Word], at: int, lexicon: Lexicon) -> Span | None:
    """The name of one to four words that a postposition or a pause ends."""
    first = at
    while at < len(words) and at - first < _LONGEST_NAME:
        word = words[at][2]
        if _ends_name(word, lexicon):
            break
        if word in lexicon.not_names or word in lexicon.bodies or word in lexicon.particles:
            return None
        if at > 0 and _BREAK.search(text, words[at - 1][1], words[at][0]):
            break
        at += 1
    if at == first or (at > 0 and _BREAK.search(text, words[first - 1][1], words[first][0])):
        return None
    closed = at < len(words) and _ends_name(words[at][2], lexicon)
    limit = words[at][0] if at < len(words) else words[at - 1][1] + 1
    paused = _BREAK.search(text, words[at - 1][1], limit)
    if not closed and not (paused and paused[0] == ","):
        # The verb ends its sentence.
        at -= 1
    return Span(words[first][0], words[at - 1][1]) if at > first and (closed or paused) else None


def _ends_name(word: str, lexicon: Lexicon) -> bool:
    known = word in _OWNERS or word == _SUBJECT
    return known or word in lexicon.prepositions or word in lexicon.clause


def _first_of_role(text: str, words: list[Word], at: int, lexicon: Lexicon) -> int:
    """Where an office begins with the body it belongs to: विदेश मंत्रालय के प्रवक्ता."""
    first = at
    while first and at - first < _LONGEST_NAME:
        word = words[first - 1][2]
        known = word in _OWNERS or word in lexicon.bodies or word in lexicon.modifiers
        if not known or _BREAK.search(text, words[first - 1][1], words[first][0]):
            break
        first -= 1
    while words[first][2] in _OWNERS and first < at:
        first += 1
    return first


def _words(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch with their places; brackets are left out."""
    brackets = [match.span() for match in _BRACKET.finditer(text, start, end)]
    return [
        (match.start(), match.end(), match[0])
        for match in _WORD.finditer(text, start, end)
        if not any(first <= match.start() < last for first, last in brackets)
    ]


def _phrase(text: str, words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The noun phrase that ends a stretch: back to a postposition, a clause or a pause."""
    at = len(words)
    while at and len(words) - at < _LONGEST_ROLE:
        word = words[at - 1][2]
        if word in lexicon.prepositions or word in lexicon.clause or word == _SUBJECT:
            break
        if at < len(words) and _parted(text, words[at - 1][1], words[at][0]):
            break
        at -= 1
    while at < len(words) and (words[at][2] in _OWNERS or words[at][2] in lexicon.between):
        at += 1
    return words[at:]


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a pause parts two words; brackets do not."""
    return _BREAK.search(_BRACKET.sub("", text[start:end])) is not None


def _mention(text: str, words: list[Word], lexicon: Lexicon) -> Mention | None:
    """A noun phrase as office and name."""
    if not words:
        return None
    span = Span(words[0][0], words[-1][1])
    for word in words:
        if word[2] in lexicon.pronouns:
            return _pronoun(word) if word is words[-1] else None
    offices = [at for at, word in enumerate(words) if word[2] in lexicon.roles]
    if offices:
        last = offices[-1]
        behind = words[last + 1 :]
        role = Span(words[0][0], words[last][1])
        if behind and len(behind) <= _LONGEST_NAME:
            return Mention(span, Span(behind[0][0], behind[-1][1]), role)
        before = [word for word in words[: offices[0]] if word[2] not in lexicon.determiners]
        named = before and before[-1][2] not in _OWNERS and len(offices) == 1 and not behind
        short = named and len(before) <= 2 and text.count(before[0][2]) > 1
        if short and not any(_is_thing(word[2], lexicon) for word in before):
            return Mention(span, Span(before[0][0], before[-1][1]), Span(*words[last][:2]))
        if any(word[2] in _OWNERS for word in words[offices[0] : last]):
            # राष्ट्रपति के प्रवक्ता is no president.
            role = Span(*words[last][:2])
        return Mention(span, None, role)
    if words[-1][2] in lexicon.bodies:
        return Mention(span, None, span)
    for at in range(len(words) - 1, -1, -1):
        if words[at][2] in _OWNERS:
            words = words[at + 1 :]
            break
    if any(word[2] in lexicon.bodies for word in words):
        return Mention(span, None, span)
    if not words or len(words) > _LONGEST_NAME or words[-1][2] in lexicon.not_names:
        return Mention(span, plain=True) if words else None
    if words[0][2] in lexicon.determiners:
        return Mention(span, None, span)
    name = Span(words[0][0], words[-1][1])
    return Mention(span, name)


def _is_thing(word: str, lexicon: Lexicon) -> bool:
    known = word in lexicon.bodies or word in lexicon.modifiers or word in lexicon.places
    return known or word in lexicon.not_names


def _pronoun(word: Word) -> Mention:
    return Mention(Span(word[0], word[1]), pronoun=word[2])


READER = Reader(_subject_before, _subject_after, _first_mention, _owner_before)
