"""Who is the speaker that a mention means?"""

from bisect import bisect_left, bisect_right

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.persons import ANY_SEX, Person, Persons
from tearsheet.annotate.quotes.subject import introduced
from tearsheet.model import Span, Speaker

_SENTENCE_STARTS = frozenset(".!?…\n:\"“«„»”—–-(¿¡'‘")
# How sure a resolution is, set by hand: a role is surer than a pronoun.
_LONGEST_LEAD, _PAUSES = 50, frozenset(',;:"“”«»„')
_ROLE, _PRONOUN, _UNRESOLVED_PRONOUN, _AS_PRINTED = 0.85, 0.75, 0.3, 0.8


class Speakers:
    """Resolves the mentions of one article; ask in reading order."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self._persons = Persons(lexicon)
        self._named_at: list[int] = []
        self._named_here: list[Person] = []
        for mention in sorted(introduced(text, lexicon), key=lambda mention: mention.span):
            if mention.name and (mention.role or not self._is_doubtful(mention.name)):
                role = mention.role.of(text) if mention.role else None
                person = self._persons.named(mention.name.of(text), role, mention.name.start)
                self._named_at.append(mention.name.start)
                self._named_here.append(person)
        self._last: tuple[int, Person] | None = None

    def _is_doubtful(self, name: Span) -> bool:
        """Whether a single word has its capital for another reason than being a name."""
        if " " in name.of(self._text) or self._persons.knows(name.of(self._text)):
            return False
        before = self._text[max(0, name.start - 3) : name.start].rstrip(" \u00a0")
        return self._lexicon.script == "german" or not before or before[-1] in _SENTENCE_STARTS

    def speaker(self, mention: Mention, basis: str, sure: float) -> Speaker:
        """The speaker a mention means."""
        if mention.name:
            return self._named(mention, basis, sure)
        if mention.pronoun:
            return self._pronoun(mention, basis, sure)
        return self._described(mention, basis, sure)

    def _named(self, mention: Mention, basis: str, sure: float) -> Speaker:
        assert mention.name is not None
        role = mention.role.of(self._text) if mention.role else None
        person = self._persons.named(mention.name.of(self._text), role, mention.name.start)
        self._last = mention.span.start, person
        return self._made(person, role, mention, f"named: {basis}", sure)

    def _pronoun(self, mention: Mention, basis: str, sure: float) -> Speaker:
        sex = self._lexicon.pronouns.get(mention.pronoun or "", "")
        person = self._antecedent(sex, mention.span.start) if sex else None
        if person is None:
            printed = mention.span.of(self._text)
            return Speaker(
                printed,
                None,
                mention.span,
                printed.casefold(),
                f"pronoun: {basis}",
                _UNRESOLVED_PRONOUN,
            )
        person.sex = person.sex or sex.replace(ANY_SEX, "")
        self._last = mention.span.start, person
        return self._made(person, None, mention, f"pronoun: {basis}", sure * _PRONOUN)

    def _antecedent(self, sex: str, before: int) -> Person | None:
        """Whom "he" or "she" means: the last subject named since someone spoke, else who spoke."""
        spoke_at, speaker = self._last or (-1, None)
        subject = self._persons.latest_among(sex, self._subjects_between(spoke_at, before))
        if subject is not None:
            return subject
        fits = speaker is not None and (sex == ANY_SEX or speaker.sex in {"", sex})
        return speaker if fits else self._persons.latest(sex, before)

    def _subjects_between(self, start: int, end: int) -> list[Person]:
        """The persons that open a sentence in a stretch, the last one first."""
        first = bisect_right(self._named_at, start)
        last = bisect_left(self._named_at, end)
        return [
            self._named_here[index]
            for index in range(last - 1, first - 1, -1)
            if self._opens_sentence(self._named_at[index])
        ]

    def _opens_sentence(self, at: int) -> bool:
        """Whether at most a role stands between a name and the start of its sentence."""
        before = self._text[max(0, at - _LONGEST_LEAD) : at]
        start = max(before.rfind(mark) for mark in ".!?…\n。！？") + 1
        return (start > 0 or at <= _LONGEST_LEAD) and not {*before[start:]} & _PAUSES

    def _described(self, mention: Mention, basis: str, sure: float) -> Speaker:
        printed = mention.span.of(self._text)
        role = mention.role.of(self._text) if mention.role else None
        person = None
        if role and self._is_definite(printed):
            words = {w for w in self._persons.role_words(role) if w in self._lexicon.roles}
            person = self._persons.with_role(words, mention.span.start)
        if person is None:
            return Speaker(
                printed,
                role,
                mention.span,
                printed.casefold(),
                f"as printed: {basis}",
                round(sure * _AS_PRINTED, 2),
            )
        self._last = mention.span.start, person
        return self._made(person, role, mention, f"role: {basis}", sure * _ROLE)

    def _is_definite(self, printed: str) -> bool:
        """Whether a role points at someone already named: the ambassador, not an ambassador."""
        first = printed.split()[0].casefold()
        definite, determiners = self._lexicon.definite, self._lexicon.determiners
        if self._lexicon.script == "han":
            pointed = any(printed.startswith(word) for word in definite)
            return pointed or printed in self._lexicon.roles
        if self._lexicon.articles:
            elided = tuple(word for word in definite if word[-1] in "'’")
            return first in definite or printed.casefold().startswith(elided)
        return first in definite or first not in determiners

    def _made(
        self, person: Person, role: str | None, mention: Mention, basis: str, sure: float
    ) -> Speaker:
        shown = role if role and mention.name else person.role or role
        return Speaker(
            person.name, shown, mention.span, person.name.casefold(), basis, round(sure, 2)
        )
