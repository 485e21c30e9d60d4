"""Decisions in plain sentences: a table says how each kind of entry reads and where it leads."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tearsheet.desk.edition.words import STATES
from tearsheet.desk.shell import address_of
from tearsheet.model import Decision
from tearsheet.store import journal

Titles = Mapping[str, tuple[str, str]]
_KEY = "[0-9a-f]{64}"
# The routes that bear the name of what they show, and what they know it by.
_NAMED_BY = {"outlet": "key", "source": "key", "watch": "watch_key"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of decision: how its subjects begin, and what it is called in the filter."""

    name: str
    prefix: str
    called: Promise


KINDS = (
    Kind("inbox", "inbox ", _("Inbox")),
    Kind("edition", "edition ", _("Editions")),
    Kind("quotation", "quotation of ", _("Quotations")),
    Kind("stories", "stories: ", _("Stories")),
    Kind("copies", "copies: ", _("Copies")),
    Kind("person", "person: ", _("People")),
    Kind("outlet", "outlet: ", _("Outlets")),
    Kind("watch", "watch: ", _("Watches")),
    Kind("source", "source: ", _("Sources")),
)
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a decision reads whose subject and verdict have these forms (regular expressions).

    What a group caught is filled in by its name, and links to the page of what it names: a
    group that begins with article, person, outlet, watch or edition is one of these.
    """

    kind: str
    subject: str
    verdict: str
    reads: Promise


_PAIR = f"(?P<article1>{_KEY}) = (?P<article2>{_KEY})"
_PEOPLE = "(?P<person1>.+) = (?P<person2>.+)"
_INBOX = f"inbox (?P<watch>[^:]+): (?P<article>{_KEY})"
RULES = (
    Rule("inbox", _INBOX, "taken, step .*", _("took %(article)s for %(watch)s")),
    Rule("inbox", _INBOX, "later, step .*", _("put %(article)s off for %(watch)s")),
    Rule("inbox", _INBOX, "dropped, step .*", _("dropped %(article)s for %(watch)s")),
    Rule("inbox", _INBOX, "not about us, step .*", _("said %(article)s is not about %(watch)s")),
    Rule("inbox", _INBOX, "new, step .*", _("put %(article)s back among the new of %(watch)s")),
    Rule(
        "inbox",
        r"inbox (?P<watch>[^:]+): step (?P<step>\d+)",
        "taken back.*",
        _("took back step %(step)s in the inbox of %(watch)s"),
    ),
    Rule(
        "edition",
        r"(?P<edition>edition \d+ of .+)",
        "(?P<before>[a-z]+) to (?P<after>[a-z]+)",
        _("moved %(edition)s from %(before)s to %(after)s"),
    ),
    Rule(
        "edition",
        r"(?P<edition>edition \d+ of .+)",
        "let stand: .*",
        _("let a sentence of %(edition)s stand"),
    ),
    Rule(
        "edition",
        r"(?P<edition>edition \d+ of .+)",
        "let stand no more: .*",
        _("held a sentence of %(edition)s to the gate again"),
    ),
    Rule("edition", r"(?P<edition>edition \d+ of .+)", "(?P<what>.*)", _("%(edition)s: %(what)s")),
    Rule(
        "quotation",
        f"quotation of (?P<article>{_KEY})",
        r"(?P<start>\d+)-(?P<end>\d+) said by (?P<person>.+)",
        _("said that %(person)s speaks in a quotation of %(article)s"),
    ),
    Rule(
        "quotation",
        f"quotation of (?P<article>{_KEY})",
        r"(?P<start>\d+)-(?P<end>\d+) no quotation",
        _("said that a passage of %(article)s is no quotation"),
    ),
    Rule(
        "stories",
        f"stories: {_PAIR}",
        "together",
        _("joined the stories of %(article1)s and %(article2)s"),
    ),
    Rule(
        "stories",
        f"stories: {_PAIR}",
        "apart.*",
        _("parted the stories of %(article1)s and %(article2)s"),
    ),
    Rule(
        "stories",
        f"stories: {_PAIR}",
        "taken back",
        _("took back a decision on the stories of %(article1)s and %(article2)s"),
    ),
    Rule(
        "copies",
        f"copies: {_PAIR}",
        "together",
        _("said that %(article1)s and %(article2)s print one text"),
    ),
    Rule(
        "copies",
        f"copies: {_PAIR}",
        "apart.*",
        _("said that %(article1)s and %(article2)s print two texts"),
    ),
    Rule(
        "copies",
        f"copies: {_PAIR}",
        "taken back",
        _("took back a decision on the texts of %(article1)s and %(article2)s"),
    ),
    Rule(
        "person",
        f"person: {_PEOPLE}",
        "the same person",
        _("said that %(person1)s and %(person2)s are one person"),
    ),
    Rule(
        "person",
        f"person: {_PEOPLE}",
        "not the same person",
        _("said that %(person1)s and %(person2)s are two people"),
    ),
    Rule(
        "person",
        f"person: {_PEOPLE}",
        "taken back",
        _("took back what was said of %(person1)s and %(person2)s"),
    ),
    Rule(
        "person",
        "person: (?P<person>.+)",
        "is called (?P<name>.+)",
        _("said that %(person)s is to be called %(name)s"),
    ),
    Rule(
        "person",
        "person: (?P<person>.+)",
        "taken back",
        _("took back how %(person)s is to be called"),
    ),
    Rule(
        "outlet",
        "outlet: (?P<outlet1>.+)",
        "the same as (?P<outlet2>.+)",
        _("said that %(outlet1)s is the same outlet as %(outlet2)s"),
    ),
    Rule(
        "outlet",
        "outlet: (?P<outlet>.+)",
        "taken back: (?P<what>.*)",
        _("took back what was said of %(outlet)s: %(what)s"),
    ),
    Rule("outlet", "outlet: (?P<outlet>.+)", "(?P<what>.*)", _("corrected %(outlet)s: %(what)s")),
    Rule("watch", "watch: (?P<watch>.+)", "added", _("added the watch %(watch)s")),
    Rule("watch", "watch: (?P<watch>.+)", "removed", _("removed the watch %(watch)s")),
    Rule(
        "watch", "watch: (?P<watch>.+)", "(?P<what>.*)", _("changed the watch %(watch)s: %(what)s")
    ),
    Rule("source", "source: (?P<source>.+)", "added", _("added the source %(source)s")),
    Rule("source", "source: (?P<source>.+)", "removed", _("removed the source %(source)s")),
    Rule("source", "source: (?P<source>.+)", "paused", _("paused the source %(source)s")),
    Rule("source", "source: (?P<source>.+)", "resumed", _("resumed the source %(source)s")),
    Rule(
        "source",
        "source: (?P<source>.+)",
        "moved to (?P<address>.+)",
        _("moved the source %(source)s to %(address)s"),
    ),
    Rule(OTHER, "(?P<what>.*)", "(?P<verdict>.*)", _("%(what)s: %(verdict)s")),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: its words, where they lead (empty for nowhere), their language.

    ``foreign`` words are those of the press or of a person, not the page's.
    """

    text: str
    address: str = ""
    language: str = "und"
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words: its number in the journal, and what it says, piece by piece."""

    number: int
    decision: Decision
    kind: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The sentence without its links."""
        return "".join(piece.text for piece in self.pieces)


def told(found: Iterable[journal.Numbered]) -> list[Told]:
    """Decisions in words; the titles of their articles are asked for at once."""
    there = list(found)
    keys = {key for one in there for key in re.findall(_KEY, one.decision.subject)}
    titles = journal.titles(keys)
    return [_told(one, titles) for one in there]


def kind_of(decision: Decision) -> str:
    """The kind of a decision, `OTHER` for one that we do not know."""
    return next((one.name for one in KINDS if decision.subject.startswith(one.prefix)), OTHER)


def _told(one: journal.Numbered, titles: Titles) -> Told:
    kind = kind_of(one.decision)
    rule, caught = next(_fitting(kind, one.decision))
    return Told(one.number, one.decision, kind, tuple(_pieces(str(rule.reads), caught, titles)))


def _fitting(kind: str, decision: Decision) -> Iterator[tuple[Rule, dict[str, str]]]:
    for rule in RULES:
        if rule.kind in (kind, OTHER):
            subject = _compiled(rule.subject).fullmatch(decision.subject)
            verdict = _compiled(rule.verdict).fullmatch(decision.verdict)
            if subject and verdict:
                yield rule, {**subject.groupdict(), **verdict.groupdict()}


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


def _pieces(reads: str, caught: Mapping[str, str], titles: Titles) -> Iterator[Piece]:
    """The sentence cut at its places, each filled with what was caught."""
    parts = re.split(r"%\((\w+)\)s", reads)
    for at, part in enumerate(parts):
        if at % 2:
            yield _filled(part, caught, titles)
        elif part:
            yield Piece(part)


def _filled(name: str, caught: Mapping[str, str], titles: Titles) -> Piece:
    value = caught[name]
    what = name.rstrip("12")
    if what == "article":
        title, language = titles.get(value, (f"{value[:12]}…", "und"))
        return Piece(title, _article(value, caught), language, foreign=True)
    if what == "person":
        address = address_of("person")
        asked = urlencode({"name": value})
        return Piece(value, f"{address}?{asked}" if address else "", foreign=True)
    if what == "edition":
        number, _of, watch = value.removeprefix("edition ").partition(" of ")
        address = address_of("edition", watch_key=watch, number=int(number))
        called = str(_("Edition %(number)s")) % {"number": number}
        return Piece(f"{called} ({watch})", address, get_language() or "en")
    if name in ("before", "after"):
        return Piece(next((str(said) for state, said in STATES.items() if state == value), value))
    address = address_of(what, **{_NAMED_BY[what]: value}) if what in _NAMED_BY else ""
    return Piece(value, address, foreign=what in _NAMED_BY or name in ("name", "address"))


def _article(key: str, caught: Mapping[str, str]) -> str:
    address = address_of("article", article_key=key)
    if address and "start" in caught:
        place = f"{caught['start']}-{caught['end']}"
        return f"{address}?{urlencode({'at': place})}"
    return address
