"""What must a filled-in fact say? Worked out anew from the evidence, not from the draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tearsheet.edit import facts
from tearsheet.edit.gloss import originator_names
from tearsheet.edit.occasion import distributor, originator
from tearsheet.edit.phrasing import Phrases
from tearsheet.edit.verify.chain import page_of, undated, unnamed
from tearsheet.model import Credit, Digest, Evidence, Fact, Item, Problem, Support, Watch
from tearsheet.press import register


@dataclass(frozen=True, slots=True)
class Derived:
    """The wordings a fact may have, or why it has none."""

    wordings: tuple[str, ...]
    problem: Problem = "unsupported name"
    unproven: str = ""


class Facts:
    """Every fact of one edition, as its evidence gives it."""

    def __init__(
        self, digest: Digest, evidence: Mapping[str, Evidence], watch: Watch, phrases: Phrases
    ) -> None:
        self.digest, self.evidence, self.watch, self.phrases = digest, evidence, watch, phrases
        self._year = facts.plain_year(digest.first, digest.last)

    def of(self, support: Support, item: Item | None) -> Derived:
        """What the characters under a template support may be."""
        if support.fact in ("watch", "period", "items", "countries"):
            return self._of_edition(support.fact)
        if item is None or support.article_key != item.article_key:
            return Derived((), "broken support", "The fact is about an article of no item here")
        one = self.evidence[item.article_key]
        if support.fact == "copies":
            return self._copies(item, one)
        return self._OF_ARTICLE[support.fact](self, one) if support.fact else Derived(())

    def _of_edition(self, fact: Fact) -> Derived:
        if fact == "watch":
            place = facts.place(self.watch, self.phrases)
            title = facts.watch_name(self.watch, self.phrases)
            return Derived((title, *([place] if place else [])))
        if fact == "period":
            words = facts.period(self.digest.first, self.digest.last, self.phrases)
            return Derived((words,), "unsupported date")
        if fact == "items":
            words = facts.counted("items", len(self.digest.items), self.phrases)
            return Derived((words,), "unsupported number")
        outlets = [
            self.evidence[item.article_key].outlet
            for item in self.digest.items
            if item.article_key in self.evidence
        ]
        number = facts.countries_of(outlets)
        return Derived((facts.counted("countries", number, self.phrases),), "unsupported number")

    def _copies(self, item: Item, one: Evidence) -> Derived:
        """How many other outlets printed it: every copy must be in the evidence."""
        missing = [key for key in item.copies if key not in self.evidence]
        if missing:
            why = f"{len(missing)} of the copies counted are not in the evidence"
            return Derived((), "unsupported number", why)
        outlets = {self.evidence[key].outlet.key for key in item.copies} - {one.outlet.key}
        words = facts.counted("copies", len(outlets), self.phrases)
        return Derived((words,), "unsupported number")

    # Facts about one article.

    def _published(self, one: Evidence) -> Derived:
        words = facts.published_forms(one.article, self.phrases, self._year)
        return Derived(words, "unsupported date", undated(one))

    def _outlet(self, one: Evidence) -> Derived:
        names = (one.outlet.name, *(name.text for name in one.outlet.names))
        return Derived(names, "unsupported name", unnamed(one))

    def _country(self, one: Evidence) -> Derived:
        return _maybe(facts.country(one.outlet, self.phrases))

    def _kind(self, one: Evidence) -> Derived:
        return _maybe(facts.kind(one.outlet, self.phrases))

    def _ownership(self, one: Evidence) -> Derived:
        return _maybe(facts.ownership(one.outlet, self.phrases))

    def _language(self, one: Evidence) -> Derived:
        return _maybe(facts.language_name(one.article, self.phrases))

    def _author(self, one: Evidence) -> Derived:
        seen = page_of(one)
        proven = tuple(name for name in one.article.authors if seen.names(name) or seen.holds(name))
        return Derived(proven, "unsupported name")

    def _originator(self, one: Evidence) -> Derived:
        credit = originator(one.article)
        if credit is None:
            return Derived(())
        unproven = "" if _on_page(one, credit) else _not_on_page(credit.name)
        return Derived(originator_names(credit, self.phrases), "unsupported name", unproven)

    def _distributor(self, one: Evidence) -> Derived:
        credit = distributor(one.article)
        if credit is None:
            return Derived(())
        unproven = "" if _on_page(one, credit) else _not_on_page(credit.name)
        return Derived((credit.name,), "unsupported name", unproven)

    _OF_ARTICLE: Mapping[Fact, Callable[["Facts", Evidence], Derived]] = {
        "published": _published,
        "outlet": _outlet,
        "outlet country": _country,
        "outlet kind": _kind,
        "ownership": _ownership,
        "language": _language,
        "author": _author,
        "originator": _originator,
        "distributor": _distributor,
    }


def _on_page(one: Evidence, credit: Credit) -> bool:
    """Whether the page or its URL names who is credited, or the page its domain."""
    seen, name = page_of(one), credit.name
    if seen.names(name) or seen.holds(name) or _slug(name) in one.capture.url.lower():
        return True
    outlet = register().keyed(credit.outlet) if credit.outlet else None
    return outlet is not None and any(seen.holds(domain) for domain in outlet.domains)


def _maybe(words: str | None) -> Derived:
    return Derived((words,) if words else ())


def _not_on_page(name: str) -> str:
    return f"‘{name}’ is not on the archived page"


def _slug(name: str) -> str:
    return "".join(name.lower().split())
