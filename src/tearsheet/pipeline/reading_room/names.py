"""Who and what a story names, each once in all spellings."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tearsheet.model import EntityKind, PersonName
from tearsheet.pipeline import people
from tearsheet.store.queries import Known


@dataclass(frozen=True, slots=True)
class Named:
    """A person, organisation or place of a story.

    ``name`` is the form most articles print, in ``language``; ``also`` are the others, the most
    frequent first. ``role`` is as printed beside it. ``articles`` are those that name it.
    """

    kind: EntityKind
    name: str
    language: str
    also: tuple[str, ...]
    role: str
    country: str
    articles: tuple[Known, ...]


def names_of(articles: Sequence[Known]) -> tuple[Named, ...]:
    """What the articles name, by how many name it; spellings of one person are one."""
    printed = Counter[tuple[str, str]]()
    for one in articles:
        language = one.article.language.partition("-")[0].lower()
        printed.update({(n.text, language) for n in one.annotations.names if n.kind == "person"})
    person_of = people.keys_by_name([PersonName(*one, times) for one, times in printed.items()])
    forms = defaultdict[tuple[EntityKind, str], Counter[tuple[str, str]]](Counter)
    roles, countries = dict[tuple[EntityKind, str], str](), dict[tuple[EntityKind, str], str]()
    inside = defaultdict[tuple[EntityKind, str], dict[str, Known]](dict)
    for one in articles:
        for name in one.annotations.names:
            same = person_of.get(name.text, "") if name.kind == "person" else ""
            key = (name.kind, same or name.text.casefold())
            forms[key][name.text, one.article.language] += 1
            inside[key][one.article.key] = one
            roles.setdefault(key, name.role or "")
            countries.setdefault(key, name.country or "")
    found = [
        Named(
            key[0],
            *counted.most_common(1)[0][0],
            tuple(dict.fromkeys(text for (text, _), _n in counted.most_common()))[1:],
            roles[key],
            countries[key],
            tuple(inside[key].values()),
        )
        for key, counted in forms.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.articles), one.name)))
