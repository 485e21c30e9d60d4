"""How is an outlet introduced: by its name alone, or with its country, kind and owner?"""

import re
from collections.abc import Mapping

from tearsheet.edit import facts
from tearsheet.edit.known import is_known
from tearsheet.edit.phrasing import Filling, Phrases, fact
from tearsheet.model import Credit, Outlet
from tearsheet.press import register

_WORD = re.compile(r"[^\W\d_]{4,}")


def glosses(outlet: Outlet, phrases: Phrases) -> Mapping[str, str]:
    """What a first mention needs beside the name: slots and their words.

    Ownership by a state always; country and kind unless everybody knows the outlet or its name
    says them already.
    """
    found = {"name": facts.outlet_name(outlet, phrases)}
    owner = facts.ownership(outlet, phrases)
    if owner:
        found["ownership"] = owner
    country = facts.country(outlet, phrases)
    if country and not _shares_word(country, found["name"]) and (owner or not is_known(outlet)):
        found["country"] = country
    kind = facts.kind(outlet, phrases)
    if kind and not is_known(outlet) and not _shares_word(kind, found["name"]):
        found["kind"] = kind
    return found


def introduced(outlet: Outlet, article_key: str, phrases: Phrases, first: bool) -> Filling:
    """The outlet as a sentence names it; with its gloss at the first mention."""
    found = glosses(outlet, phrases) if first else {"name": facts.outlet_name(outlet, phrases)}
    forms = phrases.templates("outlet.forms")
    form = next(form for form in forms if set(form.slots) <= set(found))
    kinds = {"name": "outlet", "country": "outlet country", "kind": "outlet kind"}
    return form.filled(
        {
            slot: [fact(words, kinds.get(slot, "ownership"), article_key)]  # type: ignore[arg-type]
            for slot, words in found.items()
        }
    )


def originator_names(credit: Credit, phrases: Phrases) -> tuple[str, ...]:
    """How the one who wrote a text may be named, with the gloss of the register first."""
    outlet = register().keyed(credit.outlet) if credit.outlet else None
    if outlet is None:
        return (credit.name,)
    return (introduced(outlet, "", phrases, first=True).text, credit.name, outlet.name)


def _shares_word(gloss: str, name: str) -> bool:
    """Whether the name says already what the gloss would."""
    return not {word.lower() for word in _WORD.findall(gloss)}.isdisjoint(
        word.lower() for word in _WORD.findall(name)
    )
