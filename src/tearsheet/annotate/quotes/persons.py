"""Which mentions of one article are the same person?"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from tearsheet.annotate.lexicon import Lexicon, Phrases, sex_of_given_name
from tearsheet.annotate.quotes.namesakes import LONG_NAME, LONGEST_NAME, near, rhymes, same_name

# Marks a pronoun that does for a woman and a man: Turkish o, Kazakh ол.
ANY_SEX = "x"
WORD = re.compile(r"[^\W_][\w\u0900-\u0963\u200c]*")
_SHORTEST_STEM, _LONGEST_SUFFIX = 3, 3
_FLEETING = "еёоeo"
_LONGEST_GIVEN = 3
_REMEMBERED = 20_000  # words and names whose forms are asked for again
# Where family name and given name are written as one word.
_WRITTEN_TOGETHER = frozenset({"han", "japanese", "korean"})


@dataclass(slots=True, eq=False)
class Person:
    """Someone (or some body) the article names; grows while the article is read.

    ``words`` are the fullest name's comparable words, ``roles`` every word of a role, ``seen``
    the places of the mentions in order, ``sex`` ``m``, ``f`` or nothing. ``is_human`` says that
    something tells a person from a place, a body or a thing: a role, a given name, words.
    ``is_body`` says that a word of the name is that of a body, a paper or a country,
    ``has_article`` that an article stands before the bare name, as before a company's.
    """

    name: str
    words: tuple[str, ...]
    role: str | None = None
    sex: str = ""
    roles: set[str] = field(default_factory=set)
    seen: list[int] = field(default_factory=list)
    is_human: bool = False
    is_body: bool = False
    has_article: bool = False

    def last_before(self, at: int) -> int:
        """Where the person was last named before a place; -1 if never."""
        index = bisect_left(self.seen, at)
        return self.seen[index - 1] if index else -1


class Persons:
    """The persons of one article, to be named in the order of the text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._all: list[Person] = []
        self._kinds: dict[str, Phrases] = {}
        self._by_word: dict[str, list[Person]] = {}
        self._by_letter: dict[str, list[Person]] = {}
        # Names that mean one person and nobody else, until someone new is named.
        self._settled: dict[tuple[str, str | None], Person] = {}
        self._sharing: dict[str, list[tuple[str, str | None]]] = {}

    def named(self, name: str, role: str | None, at: int, sex: str = "") -> Person:
        """The person of this name, made if the article has not named them yet.

        ``sex`` is what the verb tells, where it agrees: of two with one surname it means one.
        """
        again = self._settled.get((name, role))
        if again is not None:
            if again.seen[-1] < at:
                again.seen.append(at)
            return again
        words = self.name_words(name)
        person, alone = self._known(words, role, at, sex)
        fresh = person is None
        if person is None:
            person = Person(name, words)
            self._all.append(person)
            self._unsettle(words)
        elif len(words) > len(person.words) or self._is_fuller(words, person.words):
            self._unsettle((*words, *person.words))
            person.name, person.words, fresh = name, words, True
        elif words == person.words and self._case(name) < self._case(person.name):
            # Printed in the first case here: Олега Зимина, Олег Зимин.
            person.name = name
        if fresh or words != person.words:
            self._enter(person, words)
        if role and role != person.role:
            person.role = max(person.role or "", role, key=len)
            person.roles |= self.role_words(role)
        self._learn(person, name, role)
        if not person.seen or person.seen[-1] < at:
            person.seen.append(at)
        if alone:
            self._settled[name, role] = person
            for word in words:
                self._sharing.setdefault(word, []).append((name, role))
        return person

    def _enter(self, person: Person, words: tuple[str, ...]) -> None:
        """Have a person found by some words and their first letters."""
        for word in words:
            for index, key in ((self._by_word, word), (self._by_letter, word[0])):
                known = index.setdefault(key, [])
                if person not in known:
                    known.append(person)

    def _unsettle(self, words: tuple[str, ...]) -> None:
        """Forget whom names mean that share a word with someone new."""
        for word in words:
            for key in self._sharing.pop(word, ()):
                self._settled.pop(key, None)

    def _case(self, name: str) -> tuple[int, int]:
        """The less, the nearer a form of a name is to the first case."""
        lexicon, words = self._lexicon, name.casefold().split()
        if not lexicon.inflections:
            return 0, 0
        oblique = sum(word.endswith(lexicon.oblique) for word in words) if lexicon.oblique else 0
        return oblique - 2 * bool(sex_of_given_name(words[0])), len(name)

    def role_words(self, role: str) -> frozenset[str]:
        """The words of a role as printed that can be compared, in lower case."""
        return _role_words(role, self._lexicon)

    def knows(self, name: str) -> bool:
        """Whether the article has named a person with one of these words."""
        return any(word in self._by_word for word in self.name_words(name))

    def with_role(self, words: set[str], before: int, sex: str = "") -> Person | None:
        """The person a bare role means ("the ambassador", "the scholar").

        The same word in a person's role first, then what the general word may stand for; of
        several the one named last. ``sex`` is what the article before the role tells.
        """
        known = [
            person
            for person in self._all
            if person.last_before(before) >= 0 and (not sex or person.sex in {"", sex})
        ]
        meant = words | _forms(words, self._lexicon)
        fitting = [
            person for person in known if person.roles & meant or self._suffixed(person, words)
        ]
        if not fitting:
            kinds = [kind for word in words if (kind := self._kind_of(word))]
            fitting = [
                person
                for person in known
                if any(role in kind for kind in kinds for role in person.roles)
                or (kinds and self._is_generic(person))
            ]
        return max(fitting, key=lambda person: person.last_before(before), default=None)

    def without_role(self, role: str, before: int, sex: str) -> Person | None:
        """Whom an unheard-of role means where articles agree: *la vendeuse*, who sells cheese.

        The last person named who has no role and agrees, as both role and article tell.
        """
        lexicon = self._lexicon
        bodies = any(word in lexicon.bodies for word in WORD.findall(role.casefold()))
        if bodies or not (lexicon.determiner_sexes or lexicon.oblique):
            return None
        sex = _sex_of_role(role, lexicon) or sex
        fitting = [
            person
            for person in self._all
            if not (person.is_body or person.roles or person.has_article)
            and person.last_before(before) >= 0
            and (person.is_human or " " in person.name)
        ]
        known = [person for person in fitting if sex and person.is_human and person.sex == sex]
        if known:
            return max(known, key=lambda person: person.last_before(before))
        left = [person for person in fitting if not (sex and person.sex)]
        human = [person for person in left if person.is_human] or left
        return human[0] if len(human) == 1 else None

    def speaks(self, person: Person, verb: str = "") -> None:
        """Note that someone says something, which bodies do too; the verb may tell the sex."""
        person.is_human = person.is_human or not person.is_body
        person.sex = person.sex or self._lexicon.agreement.kind(verb.casefold()) or ""

    def _learn(self, person: Person, name: str, role: str | None) -> None:
        """What a role and a given name tell about a person."""
        given, sex = _told_by_name(name, self._lexicon)
        person.is_body = _is_body(person.name, self._lexicon)
        human = bool(role or given) or self._lexicon.script in _WRITTEN_TOGETHER
        person.is_human = not person.is_body and (person.is_human or human)
        if not person.sex:
            person.sex = (_sex_of_role(role, self._lexicon) if role else "") or sex

    def name_words(self, name: str) -> tuple[str, ...]:
        """A name as comparable words: accents and case endings off, particles left out."""
        return _name_words(name, self._lexicon)

    def _suffixed(self, person: Person, words: set[str]) -> bool:
        """Whether a role is one of the words with an owner's ending: *tahlilchi*, *tahlilchisi*."""
        return self._lexicon.verb_last and any(
            role.startswith(word) and len(role) - len(word) <= _LONGEST_SUFFIX
            for word in words
            if len(word) > _SHORTEST_STEM
            for role in person.roles
        )

    def _is_generic(self, person: Person) -> bool:
        """Whether a person has been told by roles only that anyone may have: the co-author."""
        generic, heads = self._lexicon.generic, self._heads(person.roles)
        return bool(heads) and all(word in generic for word in heads)

    def _heads(self, roles: set[str]) -> list[str]:
        """Those words of a person's roles that name an office or trade."""
        return [word for word in roles if word in self._lexicon.roles]

    def body(self, printed: str, before: int) -> Person | None:
        """The body a common noun means ("the ministry"), the one named last."""
        heads = [word for word in WORD.findall(printed.casefold()) if word in self._lexicon.bodies]
        bodies = [p for p in self._all if not p.is_human and p.last_before(before) >= 0]
        for head in heads:
            stem, kind = _stem(head, self._lexicon), self._kind_of(head)
            fitting = [
                person
                for person in bodies
                if stem in person.words
                or (kind and any(word in kind for word in WORD.findall(person.name.casefold())))
            ]
            if fitting:
                return max(fitting, key=lambda person: person.last_before(before))
        return None

    def is_meant(self, head: str, word: str) -> bool:
        """Whether a common noun for a body may mean one whose name has a word."""
        kind = self._kind_of(head)
        return _stem(head, self._lexicon) == _stem(word, self._lexicon) or (
            kind is not None and word in kind
        )

    def _kind_of(self, word: str) -> Phrases | None:
        """What a general word may stand for, whatever its case."""
        kinds = self._lexicon.kinds
        if word in kinds or not self._lexicon.inflections:
            return kinds.get(word)
        if not self._kinds:
            self._kinds = {_stem(general, self._lexicon): kind for general, kind in kinds.items()}
        return self._kinds.get(_stem(word, self._lexicon))

    def _known(
        self, words: tuple[str, ...], role: str | None, at: int, sex: str
    ) -> tuple[Person | None, bool]:
        """Who is meant, and whether the name could mean nobody else."""
        same = [
            person
            for word in words
            for person in self._by_word.get(word, ())
            if same_name(person.words, words)
        ]
        if not same and self._lexicon.script in _WRITTEN_TOGETHER:
            same = self._of_family(words)
        if same and sex:
            same = [person for person in same if person.sex in {"", sex}]
            if not same:
                return None, False
        if same:
            if role and len(same) > 1 and self._lexicon.script in _WRITTEN_TOGETHER:
                told = self.role_words(role) & set(self._lexicon.roles.forms)
                same = [person for person in same if person.roles & told] or same
            last = max(same, key=lambda person: person.last_before(at + 1))
            return last, all(person is last for person in same)
        if max(map(len, words)) < LONG_NAME:
            return None, False
        alike = self._by_letter.get(words[-1][0], ())
        respelt = (person for person in reversed(alike) if _respelt(person, words, role))
        return next(respelt, None), False

    def _of_family(self, words: tuple[str, ...]) -> list[Person]:
        """Those whose family name alone, or whose whole name, is printed: 田中 of 田中健一."""
        if len(words) > 1:
            return []
        return [
            person
            for person in self._by_letter.get(words[0][0], ())
            if len(person.words) == 1 and self._is_family(*sorted((*person.words, *words), key=len))
        ]

    def _is_fuller(self, words: tuple[str, ...], known: tuple[str, ...]) -> bool:
        """Whether a name written as one word holds more of it than the known one."""
        one = len(words) == len(known) == 1 and self._lexicon.script in _WRITTEN_TOGETHER
        return one and len(words[0]) > len(known[0]) and words[0].startswith(known[0])

    def _is_family(self, shorter: str, longer: str) -> bool:
        """Whether the shorter is the family name of the longer."""
        if not longer.startswith(shorter) or len(longer) - len(shorter) > _LONGEST_GIVEN:
            return False
        families = self._lexicon.families
        known = next((longer[:n] for n in (3, 2) if longer[:n] in families), "")
        return shorter == known if known and len(shorter) <= _LONGEST_GIVEN else True


@lru_cache(maxsize=_REMEMBERED)
def _told_by_name(name: str, lexicon: Lexicon) -> tuple[str, str]:
    """What a given name tells of a person's sex if it is a known one, and what anything tells."""
    given = sex_of_given_name(name.split()[0]) if " " in name else ""
    return given, given or _sex_by_ending(name, lexicon) or _sex_of_last(name, lexicon)


def _sex_by_ending(name: str, lexicon: Lexicon) -> str:
    """What the ending of a given name tells in some languages; surnames tell nothing."""
    given, _, surname = name.casefold().partition(" ")
    ends = lexicon.given_endings
    return next((sex for end, sex in ends if surname and given.endswith(end)), "")


def _sex_of_last(name: str, lexicon: Lexicon) -> str:
    """What the last character of a given name tells: 芳 is a woman's."""
    if len(name) < 2:
        return ""
    return "f" * (name[-1] in lexicon.female) or "m" * (name[-1] in lexicon.male)


@lru_cache(maxsize=_REMEMBERED)
def _sex_of_role(role: str, lexicon: Lexicon) -> str:
    """What the first word of a role tells that tells anything."""
    told = lexicon.sexes.first(role, 0, len(role))
    return told.kind if told else ""


@lru_cache(maxsize=_REMEMBERED)
def _name_words(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """As `Persons.name_words`."""
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c) or c == "\u0306")
        plain = unicodedata.normalize("NFC", plain)
    words = WORD.findall(plain)
    kept = [_stem(word, lexicon) for word in words if word not in lexicon.particles]
    return tuple(kept or words) or (plain,)


@lru_cache(maxsize=_REMEMBERED)
def _role_words(role: str, lexicon: Lexicon) -> frozenset[str]:
    """As `Persons.role_words`."""
    known = lexicon.roles.find(role, 0, len(role))
    heads = {role[found.start : found.end].casefold() for found in known}
    words = heads | set(WORD.findall(role.casefold()))
    return frozenset(words | _forms(words, lexicon))


def _forms(words: Iterable[str], lexicon: Lexicon) -> set[str]:
    """Words of a role without their endings, with and without a vowel that cases drop."""
    return {form for word in words for form in (_cut(word, lexicon), _stem(word, lexicon))}


@lru_cache(maxsize=_REMEMBERED)
def _cut(word: str, lexicon: Lexicon) -> str:
    """A word without its ending."""
    if not word.endswith(lexicon.inflections):
        return word
    for ending in lexicon.inflections:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str, lexicon: Lexicon) -> str:
    word = _cut(word, lexicon)
    # A vowel that other cases drop: Павел, Павла; Marek, Marka.
    if lexicon.oblique and len(word) > _SHORTEST_STEM and word[-2] in _FLEETING:
        return word[:-2] + word[-1]
    return word


@lru_cache(maxsize=_REMEMBERED)
def _is_body(name: str, lexicon: Lexicon) -> bool:
    """Whether a word of a name is that of a body, a paper or a country."""
    if lexicon.script in _WRITTEN_TOGETHER:
        ends = (name[start:] for start in range(max(0, len(name) - 6), len(name)))
        if any(len(end) < len(name) and end in lexicon.bodies for end in ends):
            return True
    return any(
        word in lexicon.bodies or word in lexicon.carriers or word in lexicon.places
        for word in WORD.findall(name.casefold())
    )


def _respelt(person: Person, words: tuple[str, ...], role: str | None) -> bool:
    """Whether it is the person's name in another spelling.

    Every word of the shorter name is near one of the longer; a single surname also needs a role
    word in common.
    """
    shorter, longer = sorted((person.words, words), key=len)
    if not all(any(near(one, other) for other in longer) for one in shorter):
        return False
    if len(shorter) > 1:
        return True
    if len(shorter[0]) >= LONGEST_NAME and any(rhymes(shorter[0], word) for word in longer):
        return True
    return bool(set(WORD.findall((role or "").casefold())) & person.roles)
