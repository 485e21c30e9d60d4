"""Who is meant by the words beside a verb of saying? (Scripts with capital letters.)"""

import re
from functools import lru_cache
from typing import NamedTuple

from tearsheet.annotate.lexicon import Lexicon, sex_of_given_name
from tearsheet.annotate.quotes.words import MELTED, WORD, Word, is_function_word
from tearsheet.model import Span

_LAST_WORD = re.compile(r"([^\W_]+) \Z")
_LONGEST_VERB = 20
# What German nouns end in and hardly any name; what adjectives before them end in.
_NOUN_ENDINGS = ("ung", "heit", "keit", "schaft", "tion", "ismus", "tät", "nis", "ungen", "end")
_DECLINED, _MOST_ADJECTIVES = ("e", "en", "er", "es", "em"), 3
_LONGEST_ROLE, _SHORTEST_PLACE, _MOST_PARTICLES = 8, 4, 3
# Endings of Russian names of countries in other cases than the first.
_CASES = frozenset(["а", "е", "и", "ии", "у", "ы", "ю", "ой", "ей", "ом", "ем"])
_OPENING, _MARKS, _MARK_AND_SPACE = "«„“", frozenset("«»„“”"), 2
# … and of names of people in the first.
_FIRST_CASES = ("", "а", "я", "й", "ь", "ій", "ий", "a")
_SENTENCE_STARTS = frozenset(".!?…\n:\"“«„»”—–-(¿¡'‘")
# What may stand between two words of one name: a space, or the full stop of an initial.
_JOINTS = frozenset([" ", "\u00a0", ". ", ".\u00a0", "-", ".", "’", "'"])


class Mention(NamedTuple):
    """A person (or body) as the text mentions it.

    ``span`` covers it all, ``name`` and ``role`` its parts. ``pronoun`` is in lower case.
    ``plain`` marks words that are neither: "one longtime resident of the town".
    """

    span: Span
    name: Span | None = None
    role: Span | None = None
    pronoun: str | None = None
    plain: bool = False


def names(text: str, words: list[Word], lexicon: Lexicon) -> list[Mention]:
    """Every name of a stretch with the role before it, in order."""
    found, at = list[Mention](), 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        if lexicon.is_bare and _is_marked(text, words[at]):
            # The factory «Zarya»: a name in marks is a thing's.
            while at + 1 < len(words) and text[words[at].end : words[at + 1].start] == " ":
                at += 1
            at += 1
            continue
        begins = _begins_name(text, words[at], lexicon) or _is_name_after_all(
            text, words, at, lexicon
        )
        if not begins or _is_noun(text, words, at, lexicon):
            at += 1
            continue
        if _is_verb_first(text, words, at, lexicon):
            at += 1
            continue
        last = at
        while not words[last].possessive and last + 1 < len(words):
            step = _next_in_name(text, words, last, lexicon)
            if step is None:
                break
            last = step
        if words[at].base in lexicon.bodies and lexicon.is_bare:
            at = _with_modifiers(text, words, at, lexicon)
        made = _split(text, words, at, last, lexicon)
        if made:
            found.append(made)
        at = last + 1
    return found


def _with_modifiers(text: str, words: list[Word], at: int, lexicon: Lexicon) -> int:
    """Where the name of a body begins whose first words widen roles too: *Ulaştırma Bakanlığı*."""
    while at and words[at - 1].capital and _touches(text, words, at - 1, lexicon):
        if words[at - 1].base not in lexicon.modifiers:
            break
        at -= 1
    return at


def _is_marked(text: str, word: Word) -> bool:
    """Whether an opening mark stands right before a word."""
    return word.start > 0 and text[word.start - 1] in _OPENING


def _is_verb_first(text: str, words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a sentence opens with a verb that agrees with the name after it: *Przyjechał* JAN."""
    word = words[at]
    if lexicon.agreement.kind(word.base) is None or sex_of_given_name(word.base):
        return False
    before = text[max(0, word.start - 3) : word.start].rstrip(" \u00a0")
    follows = at + 1 < len(words) and words[at + 1].capital
    return follows and (not before or before[-1] in _SENTENCE_STARTS)


def _begins_name(text: str, word: Word, lexicon: Lexicon) -> bool:
    if not word.capital or text[word.start].isdigit() or word.base in lexicon.modifiers:
        return False
    if text[word.end : word.end + 1] == "$":  # US$
        return False
    return not is_function_word(word.base, lexicon)


def _is_name_after_all(text: str, words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """*Kelly said*: what looks like an adverb or preposition is a name right before its verb."""
    base = words[at].base
    known = base in lexicon.between or base in lexicon.prepositions or base in lexicon.not_names
    if lexicon.language != "en" or not known:
        return False
    if base in lexicon.not_names and sex_of_given_name(base):
        return _is_given_and_surname(text, words, at, lexicon)
    if base in lexicon.not_names or base in lexicon.cues:
        return False
    if at and not words[at - 1].capital and not is_function_word(words[at - 1].base, lexicon):
        # Inside a sentence adverbs have small letters.
        return True
    # The verb itself may lie beyond the stretch.
    following = WORD.match(text, words[at].end + 1)
    before = _LAST_WORD.search(text, max(0, words[at].start - _LONGEST_VERB), words[at].start)
    beside = [
        match[1] if match.re is _LAST_WORD else match[0] for match in (following, before) if match
    ]
    return any(lexicon.cues.kind(word.casefold()) == "say" for word in beside)


def _is_given_and_surname(text: str, words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Her daughter *June* Orr: a month that is a given name too, before a word with a capital."""
    if at + 1 >= len(words) or (at and words[at - 1].base in lexicon.prepositions):
        return False
    following = words[at + 1]
    joined = following.capital and text[words[at].end : following.start] == " "
    return joined and not is_function_word(following.base, lexicon)


def _is_noun(text: str, words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """German: a single word with a capital is a noun after an article, or by its ending."""
    if lexicon.script != "german":
        return False
    base = words[at].base
    if base in lexicon.roles or base in lexicon.carriers:
        return False
    if at + 1 < len(words) and words[at + 1].capital and _touches(text, words, at, lexicon):
        return False
    body = base in lexicon.bodies
    if base.endswith(_NOUN_ENDINGS) and not body:
        return True
    first = at
    while (
        first
        and not body
        and at - first < _MOST_ADJECTIVES
        and words[first - 1].base.endswith(_DECLINED)
    ):
        if words[first - 1].capital or is_function_word(words[first - 1].base, lexicon):
            break
        first -= 1
    before = words[first - 1].base if first else ""
    return before in lexicon.determiners or (before in MELTED and not body)


def _next_in_name(text: str, words: list[Word], last: int, lexicon: Lexicon) -> int | None:
    """The index of the next word of the same name, particles skipped; None if it ends here."""
    step = last + 1
    while step < len(words):
        word = words[step]
        joint = text[words[step - 1].end : word.start]
        if joint not in _JOINTS or (joint[0] == "." and not _is_initial(words[step - 1], lexicon)):
            return None
        # Олжас Бекенов | Үкімет отырысында
        named = lexicon.is_bare and last > 0 and _given(words[last - 1].base, lexicon)
        if named and word.base in lexicon.bodies:
            return None
        if word.capital and not (word.base in lexicon.not_names or word.base in lexicon.cues):
            return step
        if word.base not in lexicon.particles or step - last > _MOST_PARTICLES:
            return None
        # von der Leyen, but not: sagte Roth der Zeitung
        if word.base in lexicon.determiners and step == last + 1:
            return None
        step += 1
    return None


def _is_initial(word: Word, lexicon: Lexicon) -> bool:
    """An initial, or a title with a full stop (Mr., Sen.)."""
    return word.end - word.start == 1 or word.base in lexicon.roles


def _split(text: str, words: list[Word], first: int, last: int, lexicon: Lexicon) -> Mention | None:
    """A run of capitals as role and name: *Kazakh President* Kassym-Jomart Tokayev."""
    heads = [index for index in range(first, last + 1) if words[index].base in lexicon.roles]
    if lexicon.is_bare:
        heads = [index for index in heads if words[index].base not in lexicon.bodies]
    if lexicon.is_bare and heads and heads[-1] == last > first:
        # A surname that is also a trade: Meltem Hakim, the judge.
        heads = heads[:-1] if _given(words[last - 1].base, lexicon) else heads
    if lexicon.role_leads and last > first and sex_of_given_name(words[first].base):
        heads = []  # A trade after a given name is a surname: Ana Pastor.
    if words[last].possessive:
        return None
    head = heads[-1] if heads else None
    begin = first if head is None else head + 1
    while head is not None and begin < last and lexicon.role_leads:
        if not _is_owned(words[begin], words[begin + 1], lexicon):
            break
        begin += 1
    # Chief of Staff: what a preposition ties to the role is no name.
    bound = head is not None and head < last and words[begin].base in lexicon.prepositions
    name = None if head == last or bound else Span(words[begin].start, words[last].end)
    start = first
    before = first - 1
    if (
        head is None
        and before >= 0
        and _touches(text, words, before, lexicon)
        and (words[before].base in lexicon.roles)
    ):
        head = before
    owner = first
    if (head is None or head == before) and lexicon.role_leads:
        head = _leading_role(text, words, first, lexicon)
        while (
            head is not None and owner < last and _is_owned(words[owner], words[owner + 1], lexicon)
        ):
            owner += 1
        if head is not None and _is_complement(words, head, first, last, lexicon):
            role = Span(words[head].start, words[last].end)
            return Mention(role, None, role)
        if head is not None:
            return Mention(
                Span(words[head].start, words[last].end),
                Span(words[owner].start, words[last].end),
                Span(words[head].start, words[owner - 1].end),
            )
    if head is not None:
        start = min(first, head)
        while (
            start > 0
            and _touches(text, words, start - 1, lexicon)
            and _widens(words[start - 1], lexicon)
        ):
            start -= 1
    if name is None and head is None:
        return None
    if head is None and name is not None:
        trade = _trade(text, words, first, last, lexicon)
        if trade is not None:
            return trade
    end = last if bound else head
    printed = None if end is None else Span(words[start].start, words[end].end)
    return Mention(Span(words[start].start, words[last].end), name, printed)


def _trade(text: str, words: list[Word], first: int, last: int, lexicon: Lexicon) -> Mention | None:
    """A trade with a capital before a given name: *Obstbauer* KLAAS BEHN."""
    if last - first < 2 or sex_of_given_name(words[first].base):
        return None
    opens = text[max(0, words[first].start - 3) : words[first].start].rstrip(" \u00a0")[-1:] in {
        "",
        *_SENTENCE_STARTS,
    }
    if not (opens or lexicon.script == "german"):
        return None
    if not sex_of_given_name(words[first + 1].base):
        return None
    return Mention(
        Span(words[first].start, words[last].end),
        Span(words[first + 1].start, words[last].end),
        Span(words[first].start, words[first].end),
    )


def _leading_role(text: str, words: list[Word], first: int, lexicon: Lexicon) -> int | None:
    """The role whose complements lead up to a name: *directeur du port* NAME."""
    at = first - 1
    while at >= 0 and first - at <= _LONGEST_ROLE and _touches(text, words, at, lexicon):
        word = words[at]
        if word.base in lexicon.roles:
            while (
                at
                and _touches(text, words, at - 1, lexicon)
                and (words[at - 1].base in lexicon.modifiers or words[at - 1].base in lexicon.roles)
            ):
                at -= 1
            return at
        if (
            word.base in lexicon.cues
            or word.base in lexicon.pronouns
            or word.base in lexicon.clause
            or (lexicon.is_bare and word.capital and _given(word.base, lexicon))
        ):
            return None
        at -= 1
    return None


def _is_complement(words: list[Word], head: int, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a preposition ties the capitals to the role: *ministre de la Défense*."""
    if words[first].base in lexicon.bodies and lexicon.is_bare:
        return not any(_given(word.base, lexicon) for word in words[first : last + 1])
    before = words[first - 1].base
    bound = before in lexicon.prepositions or (
        before in lexicon.determiners
        and head < first - 2
        and words[first - 2].base in lexicon.prepositions
    )
    return bound or (lexicon.script == "german" and before in lexicon.determiners and first == last)


def _is_owned(word: Word, following: Word, lexicon: Lexicon) -> bool:
    """Whether a word between a role and a name says of what: *премьер Орвении* NAME."""
    if _is_place(word.base, lexicon) or word.base.endswith(lexicon.complements):
        return True
    if lexicon.is_bare and word.base in lexicon.bodies:
        return True
    return bool(_given(following.base, lexicon) and not _given(word.base, lexicon))


@lru_cache(maxsize=20_000)
def _given(base: str, lexicon: Lexicon) -> str:
    """Whether a word is a given name, in whatever case: *Олегом*."""
    if sex := sex_of_given_name(base):
        return sex
    stems = [base[: -len(end)] for end in lexicon.inflections if base.endswith(end)]
    forms = (stem + end for stem in stems if len(stem) > 1 for end in _FIRST_CASES)
    return next((sex for form in forms if (sex := sex_of_given_name(form))), "")


def _is_place(base: str, lexicon: Lexicon) -> bool:
    """Whether a word is a country's name, its ending apart."""
    if base in lexicon.places or len(base) <= _SHORTEST_PLACE:
        return base in lexicon.places
    return any(
        base[-cut:] in _CASES and base[:-cut] + end in lexicon.places
        for cut in (1, 2)
        for end in ("", "а", "я", "ия")
    )


def _touches(text: str, words: list[Word], index: int, lexicon: Lexicon) -> bool:
    """Whether nothing but a space parts a word from the next."""
    if index + 1 >= len(words):
        return False
    between = text[words[index].end : words[index + 1].start]
    if len(between) == _MARK_AND_SPACE and lexicon.is_bare and between.strip() in _MARKS:
        return True
    if between == ". ":
        return _is_initial(words[index], lexicon)
    return between in {"", " ", "\u00a0"} or words[index].possessive


def _widens(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word before a role belongs to it."""
    if word.base in lexicon.roles or word.base in lexicon.modifiers or word.base in lexicon.bodies:
        return True
    return (word.capital or word.possessive) and not is_function_word(word.base, lexicon)


def role_phrase(text: str, words: list[Word], lexicon: Lexicon) -> tuple[int, int] | None:
    """The first noun phrase headed by a role or body: indexes of its first word and its head.

    In "the campaign manager" the head is the last of the words that touch one another.
    """
    for index, word in enumerate(words):
        if word.possessive or not (word.base in lexicon.roles or word.base in lexicon.bodies):
            continue
        head = index
        while (
            head + 1 < len(words)
            and _touches(text, words, head, lexicon)
            and (words[head + 1].base in lexicon.roles or words[head + 1].base in lexicon.bodies)
            and not words[head + 1].possessive
        ):
            head += 1
        first = index
        while first > 0 and _touches(text, words, first - 1, lexicon) and index - first < 5:
            before = words[first - 1]
            if before.base in lexicon.determiners:
                first -= 1
                break
            if is_function_word(before.base, lexicon):
                break
            first -= 1
        return first, head
    return None
