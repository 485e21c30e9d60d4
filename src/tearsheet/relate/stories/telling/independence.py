"""Who tells a story on their own? One for each text and each owner."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from tearsheet.model import Article, CopyGroup, Credit, IndependentOutlet, Outlet, Story
from tearsheet.press.near import country_name
from tearsheet.press.owners import houses_of, owners_of
from tearsheet.press.register import UNKNOWN, folded_name
from tearsheet.relate.stories.telling.order import in_order, texts_of

_STATE = frozenset({"state"})


@dataclass(frozen=True, slots=True)
class _Voice:
    """Whose words a text is: an outlet, or one that we only know from the credits."""

    outlet: Outlet
    credited: bool


def independent_outlets(
    articles: Sequence[Article], outlets: Mapping[str, Outlet], groups: Iterable[CopyGroup]
) -> tuple[IndependentOutlet, ...]:
    """Who of a story's ``articles`` tells it on their own, the one heard first in front.

    The printings of one text are one voice: that of who wrote it, as far as its printings credit
    anyone, else of the outlet that printed the original, else of who printed it first. Voices of
    one company (`press.owners`) or one domain are one. Outlets of one state stay apart, and their
    ``why`` says so. ``outlets`` go by article key; an article without one stands for itself.
    """
    near = tuple(groups)
    ordered = in_order(articles, near)
    texts = texts_of(ordered, near)
    known = _Known(outlets, {outlet.key: outlet for outlet in outlets.values()})
    spoken = [(_voice(text, group, known), text) for group, text in texts]
    owners = _by_owner([voice for voice, _ in spoken])
    place = {article.key: at for at, article in enumerate(ordered)}
    found = [_one_owner([spoken[at] for at in positions], place) for positions in owners]
    found.sort(key=lambda one: place[one.article_keys[0]])
    return _with_state(found, [voice.outlet for voice, _ in spoken])


def counted(
    story: Story,
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet],
    groups: Iterable[CopyGroup],
) -> Story:
    """``story`` with the number of its independent outlets, by `independent_outlets`."""
    inside = set(story.article_keys)
    own = [article for article in articles if article.key in inside]
    return replace(story, independent_outlets=len(independent_outlets(own, outlets, groups)))


class _Known:
    """The outlets of a story, by article, by key and by what they are called."""

    def __init__(self, by_article: Mapping[str, Outlet], by_key: Mapping[str, Outlet]) -> None:
        self.by_article, self.by_key = by_article, by_key

    @cached_property
    def by_name(self) -> dict[str, Outlet]:
        """Folded names; of two outlets that share one the first by key."""
        return {
            name: outlet
            for _, outlet in sorted(self.by_key.items(), reverse=True)
            for name in _names(outlet)
        }

    def writer(self, credit: Credit) -> Outlet | None:
        """The outlet that a credit names, if it is in the story."""
        if credit.outlet:
            return self.by_key.get(credit.outlet)
        return self.by_name.get(_folded(credit.name))


def _voice(text: Sequence[Article], group: CopyGroup | None, known: _Known) -> _Voice:
    first = next((one for one in text if group and one.key == group.original), text[0])
    printed = known.by_article.get(first.key, UNKNOWN)
    if printed.key == UNKNOWN.key:
        # Nobody knows who they are, so nobody can say that two of them are one.
        printed = replace(printed, key=first.key, name=first.site_name or printed.name)
    writer = group.written_by if group else _writer(first)
    if writer is None or _is(writer, printed):
        return _Voice(printed, credited=False)
    key = writer.outlet or _folded(writer.name) or writer.name
    return _Voice(known.writer(writer) or Outlet(key, writer.name), credited=True)


def _writer(article: Article) -> Credit | None:
    return next(iter(article.provenance.credited("originator")), None)


def _is(writer: Credit, outlet: Outlet) -> bool:
    """Whether a credit names this outlet."""
    if writer.outlet:
        return writer.outlet == outlet.key
    return _folded(writer.name) in _names(outlet)


def _names(outlet: Outlet) -> set[str]:
    return {_folded(outlet.name), *(_folded(name.text) for name in outlet.names)}


@lru_cache(maxsize=1 << 14)
def _folded(name: str) -> str:
    return folded_name(name)


def _by_owner(voices: Sequence[_Voice]) -> list[list[int]]:
    """Positions of voices that share a house, directly or through others."""
    owner = list(range(len(voices)))
    first_of: dict[str, int] = {}

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    for at, voice in enumerate(voices):
        for house in sorted(houses_of(voice.outlet)):
            one, other = sorted((root(first_of.setdefault(house, at)), root(at)))
            owner[other] = one
    members: dict[int, list[int]] = {}
    for at in range(len(voices)):
        members.setdefault(root(at), []).append(at)
    return list(members.values())


def _one_owner(
    spoken: Sequence[tuple[_Voice, list[Article]]], place: Mapping[str, int]
) -> IndependentOutlet:
    """One owner's texts, given the earliest first."""
    voice, _ = spoken[0]
    printed = sorted((article.key for _, text in spoken for article in text), key=place.__getitem__)
    others = {one.outlet.name: None for one, _ in spoken if one.outlet.key != voice.outlet.key}
    why = list[str]()
    if voice.credited:
        why.append("its text, by the credits of those who print it")
    if len(spoken) > 1:
        why.append(f"{len(spoken)} texts of one owner")
    if others:
        company = next(iter(owners_of(voice.outlet)), None)
        why.append(f"{company.name} ({company.source})" if company else "on one registered domain")
    return IndependentOutlet(
        voice.outlet.key,
        voice.outlet.name,
        tuple(printed),
        tuple(others),
        "; ".join(why),
    )


def _with_state(
    found: Sequence[IndependentOutlet], outlets: Iterable[Outlet]
) -> tuple[IndependentOutlet, ...]:
    """The same, with a word on those that belong to one state."""
    known = {outlet.key: outlet for outlet in outlets}
    by_state: dict[str, list[str]] = {}
    for one in found:
        outlet = known[one.outlet_key]
        if outlet.ownership.kind in _STATE and outlet.country:
            by_state.setdefault(outlet.country, []).append(one.name)
    told = list[IndependentOutlet]()
    for one in found:
        outlet = known[one.outlet_key]
        mates = by_state.get(outlet.country or "", [])
        if one.name not in mates or outlet.ownership.kind not in _STATE:
            told.append(one)
            continue
        state = country_name(outlet.country or "")
        others = [name for name in mates if name != one.name]
        also = f", as are {' and '.join(others)}" if len(others) > 1 else ""
        also = also or (f", as is {others[0]}" if others else "")
        why = f"owned by the state of {state}{also}"
        told.append(replace(one, why="; ".join(filter(None, (one.why, why)))))
    return tuple(told)
