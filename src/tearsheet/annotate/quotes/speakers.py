"""Who is the speaker that a mention means?"""

import re
from collections.abc import Iterable
from functools import partial

from tearsheet.annotate.lexicon import Lexicon, lowered
from tearsheet.annotate.quotes.antecedents import Antecedents
from tearsheet.annotate.quotes.bodies import body_named
from tearsheet.annotate.quotes.confidence import Tie
from tearsheet.annotate.quotes.in_full import body_in_full
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.organisation import organisation_in
from tearsheet.annotate.quotes.persons import ANY_SEX, WORD, Person, Persons
from tearsheet.annotate.quotes.subject import introduced
from tearsheet.model import Span, Speaker, SpeakerKind

# The word right before a role.
_LAST = re.compile(r"([^\W\d_]+)[ \u00a0]\Z")
_LONGEST_ARTICLE = 8
_SENTENCE_STARTS = frozenset(".!?…\n:\"“«„»”—–-(¿¡'‘")
# An age, or the verb whose subject a name is.
_BEHIND = re.compile(r", (?P<age>1?\d\d),|(?P<comma>,)? (?:also )?(?P<word>[^\W\d_]+)")
# How sure a resolution is, set by hand; that of a pronoun is in `antecedents`.
_ROLE, _GUESSED, _UNRESOLVED_PRONOUN = 0.9, 0.5, 0.3


class Speakers:
    """Resolves the mentions of one article; ask in reading order."""

    def __init__(self, text: str, lexicon: Lexicon, marked: Iterable[Span] = ()) -> None:
        """``marked`` are the stretches in marks of speech, in order."""
        self._text = text
        self._lexicon = lexicon
        self._persons = Persons(lexicon)
        self._antecedents = Antecedents(_blanked(text, marked), lexicon)
        for mention in sorted(introduced(text, lexicon), key=_place):
            if mention.name and (mention.role or not self._is_doubtful(mention.name)):
                role = mention.role.of(text) if mention.role else None
                person = self._persons.named(mention.name.of(text), role, mention.name.start)
                told = self._sex_before(mention.span.start)
                if role:
                    person.sex = person.sex or told
                elif told:
                    person.has_article = True
                self._antecedents.named(mention.span.start, person)
                if not person.is_human:
                    self._look_behind(person, mention.name.end)

    def _look_behind(self, person: Person, end: int) -> None:
        """An age, a verb of saying or "who" behind a name tells that it is a person's."""
        following = _BEHIND.match(self._text, end)
        if following is None:
            return
        word, lexicon = following["word"] or "", self._lexicon
        who = word in lexicon.relatives and word in lexicon.pronouns
        # Anne Petit, qui …; where articles stand before the names of bodies, not before persons'.
        who = who or bool(
            word in lexicon.relatives and lexicon.determiner_sexes and not person.has_article
        )
        verb = following["comma"] is None and word in lexicon.cues
        if following["age"] or who or verb:
            self._persons.speaks(person)

    def _is_doubtful(self, name: Span) -> bool:
        """Whether a single word has its capital for another reason than being a name."""
        printed = name.of(self._text)
        if " " in printed or self._persons.knows(printed):
            return False
        if printed.casefold() in self._lexicon.bodies and self._lexicon.is_bare:
            return False
        before = self._text[max(0, name.start - 3) : name.start].rstrip(" \u00a0")
        return self._lexicon.script == "german" or not before or before[-1] in _SENTENCE_STARTS

    def speaker(self, mention: Mention, tie: Tie) -> Speaker:
        """The speaker a mention means."""
        if mention.name:
            return self._named(mention, tie)
        if mention.pronoun:
            return self._pronoun(mention, tie)
        return self._described(mention, tie)

    def _named(self, mention: Mention, tie: Tie) -> Speaker:
        assert mention.name is not None
        role = mention.role.of(self._text) if mention.role else None
        printed = mention.name.of(self._text)
        if printed.casefold() in self._lexicon.bodies and self._lexicon.is_bare:
            return self._described(mention._replace(name=None), tie)
        sex = self._lexicon.agreement.kind(tie.verb.casefold()) or ""
        person = self._persons.named(mention.name.of(self._text), role, mention.name.start, sex)
        self._persons.speaks(person, tie.verb)
        self._antecedents.spoke(mention.span.start, person)
        return self._made(person, role, mention, f"named: {tie.basis}", tie.share_right())

    def _pronoun(self, mention: Mention, tie: Tie) -> Speaker:
        pronoun = mention.pronoun or ""
        sex = self._lexicon.pronouns.get(pronoun, "")
        found = self._antecedents.of(pronoun, mention.span.start) if sex else None
        if found is None:
            printed = mention.span.of(self._text)
            return Speaker(
                printed,
                None,
                mention.span,
                printed.casefold(),
                f"pronoun nobody is found for: {tie.basis}",
                min(tie.share_right(), _UNRESOLVED_PRONOUN),
            )
        person = found.person
        person.sex = person.sex or sex.replace(ANY_SEX, "")
        self._antecedents.spoke(mention.span.start, person)
        sure = tie.share_right() * found.sure
        return self._made(person, None, mention, f"pronoun: {tie.basis}", sure)

    def _described(self, mention: Mention, tie: Tie) -> Speaker:
        printed = mention.span.of(self._text)
        role = mention.role.of(self._text) if mention.role else None
        person, guessed = None, False
        plain = role or self._unheard_of(mention, printed)
        if plain and self._is_definite(printed):
            words = {w for w in self._persons.role_words(plain) if w in self._lexicon.roles}
            words |= self._lexicon.kinds.keys() & {plain.casefold()}
            agrees = self._lexicon.agreement.kind(tie.verb.casefold()) or ""
            head = self._lexicon.sexes.kind(plain.split()[0].casefold())
            sex = head or self._sex_before(mention.span.start, printed) or agrees
            person = self._persons.with_role(words, mention.span.start, sex)
            if person is None and self._has_article(printed):
                person = self._persons.without_role(plain, mention.span.start, sex)
                guessed = person is not None
        own = not mention.plain and self._lexicon.is_bare
        full = None
        if person is None and own and self._kind(printed) == "body":
            person = self._persons.body(printed, mention.span.start)
            full = None if person else self._in_full(printed, mention.span.start)
        if person is None:
            span = mention.span
            body = full or body_named(self._text, span.start, span.end, self._lexicon)
            return Speaker(
                body or printed,
                role,
                mention.span,
                (body or printed).casefold(),
                f"as printed: {tie.basis}",
                tie.share_right(as_printed=True),
                self._kind(printed),
                organisation_in(role, self._lexicon) if role else None,
            )
        self._antecedents.spoke(mention.span.start, person)
        sure = tie.share_right() * (_GUESSED if guessed else _ROLE)
        return self._made(person, role, mention, f"role: {tie.basis}", sure)

    def _unheard_of(self, mention: Mention, printed: str) -> str | None:
        """A trade nobody listed, in a language whose articles tell the sex: *la pescivendola*."""
        words = printed.split()
        known = self._lexicon.determiner_sexes.get(words[0].casefold()) if mention.plain else None
        return words[1] if known and len(words) == 2 and words[1].islower() else None

    def _in_full(self, printed: str, before: int) -> str | None:
        """The full name of the body that a common noun means."""
        for head in (word for word in WORD.findall(printed.casefold())):
            if head in self._lexicon.bodies:
                meant = partial(self._persons.is_meant, head)
                if found := body_in_full(self._text, before, self._lexicon, meant):
                    return found
        return None

    def _kind(self, printed: str) -> SpeakerKind:
        """Whether someone without a name is a body, the article, or left unnamed."""
        lexicon, end = self._lexicon, len(printed)
        if lexicon.article.first(printed, 0, end):
            return "article"
        named = (printed[f.start : f.end] for f in lexicon.roles.find(printed, 0, end))
        if any(lowered(role) not in lexicon.bodies for role in named):
            return "anonymous"
        return "body" if lexicon.bodies.first(printed, 0, end) else "anonymous"

    def _has_article(self, printed: str) -> bool:
        """Whether an article opens it; *son avocat* is someone else."""
        first = printed.split()[0].casefold()
        return first in self._lexicon.determiner_sexes or "'" in first or "’" in first

    def _sex_before(self, start: int, printed: str = "") -> str:
        """What the article of a role tells: *la ministre*; ``printed`` may begin with it."""
        told = self._lexicon.determiner_sexes
        if not told:
            return ""
        first = printed.split()[0].casefold() if printed else ""
        if first in told:
            return told[first]
        before = _LAST.search(self._text, max(0, start - _LONGEST_ARTICLE), start)
        return told.get(before[1].casefold(), "") if before else ""

    def _is_definite(self, printed: str) -> bool:
        """Whether a role points at someone already named: the ambassador, not an ambassador."""
        first = lowered(printed.split()[0])
        definite, determiners = self._lexicon.definite, self._lexicon.determiners
        if self._lexicon.script in {"han", "japanese"}:
            pointed = any(printed.startswith(word) for word in definite)
            return pointed or printed in self._lexicon.roles
        if self._lexicon.articles:
            elided = tuple(word for word in definite if word[-1] in "'’")
            return first in definite or lowered(printed).startswith(elided)
        return first in definite or first not in determiners

    def _made(
        self, person: Person, role: str | None, mention: Mention, basis: str, sure: float
    ) -> Speaker:
        shown = role if role and mention.name else person.role or role
        return Speaker(
            person.name,
            shown,
            mention.span,
            person.name.casefold(),
            basis,
            round(sure, 2),
            "body" if person.is_body else "person",
            organisation_in(shown, self._lexicon) if shown else None,
        )


def _place(mention: Mention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def _blanked(text: str, marked: Iterable[Span]) -> str:
    """The text with spaces for what stands in marks of speech."""
    own, done = list[str](), 0
    for span in marked:
        own += [text[done : max(done, span.start)], " " * (span.end - max(done, span.start))]
        done = max(done, span.end)
    return "".join([*own, text[done:]])
