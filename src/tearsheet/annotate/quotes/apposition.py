"""The role beside a name: NAME, the ROLE of X / the ROLE of X, NAME. (Scripts with capitals.)"""

from bisect import bisect_left

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention, names, role_phrase
from tearsheet.annotate.quotes.phrase import phrase, undetermined
from tearsheet.annotate.quotes.words import Word, is_function_word
from tearsheet.model import Span

_LONGEST_ROLE, _DEEPEST_HEAD = 14, 5
_LONGEST_ADDRESS = 5  # Mr, Mme, Dott
# Characters beside a name in which a comma parts it from its role.
_NEAR = 6


def with_apposition(text: str, made: Mention, words: list[Word], lexicon: Lexicon) -> Mention:
    """A name with the role that follows it after a comma; ``words`` are its paragraph's."""
    start, end = made.span.start, made.span.end
    if "," not in text[max(0, start - _NEAR) : start] and "," not in text[end : end + _NEAR]:
        return made
    at = bisect_left(words, made.span.end, key=lambda word: word.start)
    following = words[at : at + 14]
    if made.role or not following or text[made.span.end : following[0].start].strip() != ",":
        return made if made.role else _with_role_before(text, made, words, lexicon)
    if _is_fronted(text, made, words, lexicon):
        return made
    for index in range(1, len(following)):
        if _parts(text, following[index - 1], following[index]):
            following = following[:index]
            break
    with_role = apposed(text, made, [following], lexicon)
    return with_role if with_role.role else _with_role_before(text, made, words, lexicon)


def _is_fronted(text: str, made: Mention, words: list[Word], lexicon: Lexicon) -> bool:
    """Whether the name ends an adverbial that opens its sentence: At the port of NAME, the …"""
    at = bisect_left(words, made.span.start, key=lambda word: word.start)
    while at and not _parts(text, words[at - 1], words[at]):
        at -= 1
    opens = at == 0 or "," not in text[words[at - 1].end : words[at].start]
    return opens and words[at].base in lexicon.prepositions


def _with_role_before(text: str, made: Mention, words: list[Word], lexicon: Lexicon) -> Mention:
    """A name with the role before it and a comma: *Kazakhstan's Ambassador to China*, NAME."""
    at = bisect_left(words, made.span.start, key=lambda word: word.start)
    if not at or made.name is None or text[words[at - 1].end : made.span.start].strip() != ",":
        return made
    first = at - 1
    while first and at - first < _LONGEST_ROLE and not _parts(text, words[first - 1], words[first]):
        first -= 1
    part = last_clause(words[first:at], lexicon)
    verbs = [index for index, word in enumerate(part) if word.base in lexicon.cues]
    part = part[verbs[-1] + 1 :] if verbs else part
    while part and part[0].base in lexicon.between and part[0].base not in lexicon.determiners:
        part = part[1:]
    role = role_phrase(text, part, lexicon)
    if role is None or role[0] > 0 or not _goes_with(part[role[1] + 1 :], lexicon):
        return made
    begin = undetermined(part, *role, lexicon)
    return Mention(Span(part[0].start, made.span.end), made.name, Span(begin, part[-1].end))


def _goes_with(rest: list[Word], lexicon: Lexicon) -> bool:
    """Whether what follows a role belongs to it: a preposition, an adjective where roles lead."""
    if not rest or rest[0].base in lexicon.prepositions:
        return True
    following = rest[1].base if len(rest) > 1 else None
    adjective = lexicon.role_leads and not is_function_word(rest[0].base, lexicon)
    return adjective and (following is None or following in lexicon.prepositions)


def _parts(text: str, word: Word, following: Word) -> bool:
    """Whether punctuation stands between two words."""
    return (
        bool(text[word.end : following.start].strip(" .'’-\u00a0"))
        or ". " in text[word.end : following.start]
    )


def appositive(text: str, parts: list[list[Word]], lexicon: Lexicon) -> Mention | None:
    """The subject before a verb that a comma parts from it: NAME, the ROLE of X, said."""
    for index in range(len(parts) - 2, -1, -1):
        part = last_clause(parts[index], lexicon)
        if not part or part[0].base in lexicon.prepositions:
            continue
        made = phrase(text, part, lexicon, nearest=True)
        if made is None or (made.name is None and made.role is None):
            continue
        if made.name and made.span.end < part[-1].end and index:
            # A name in the middle of a longer description: look further back.
            continue
        earlier = parts[index - 1] if index else []
        if made.name and _is_role_part(parts[index + 1], lexicon):
            return apposed(text, made, parts[index + 1 :], lexicon)
        if earlier and made.role and not made.name:
            continue
        return apposed(text, made, parts[index + 1 :], lexicon)
    return phrase(text, last_clause(parts[-1], lexicon), lexicon, nearest=True)


def _is_role_part(part: list[Word], lexicon: Lexicon) -> bool:
    return any(word.base in lexicon.roles for word in part)


def apposed(text: str, made: Mention, parts: list[list[Word]], lexicon: Lexicon) -> Mention:
    """The mention with the role (or name) that follows it after a comma."""
    if not parts or not parts[0]:
        return made
    part = parts[0]
    if made.name and made.role and lexicon.role_leads and " " not in made.name.of(text):
        # The founder of NAME, NAME NAME.
        following = names(text, part, lexicon)
        full = following[0].name if following and following[0].role is None else None
        if full and full.start == part[0].start and " " in full.of(text):
            return Mention(Span(made.span.start, full.end), full, made.span)
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
            and (following[0].role is None or len(following[0].role) <= _LONGEST_ADDRESS)
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


def last_clause(part: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words after the last one that begins a clause (that, because)."""
    for index in range(len(part) - 1, -1, -1):
        if part[index].base in lexicon.clause and index + 1 < len(part):
            return part[index + 1 :]
    return part
