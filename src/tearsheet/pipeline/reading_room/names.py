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
    frequent first. ``role`` is as printed beside it. ``articles`` counts those that name it.
    """

    kind: EntityKind
    name: str
    language: str
    also: tuple[str, ...]
    role: str
    country: str
    articles: int


def names_of(articles: Sequence[Known]) -> tuple[Named, ...]:
    """What the articles name, by how many name it; spellings of one person are one."""
    printed = Counter[tuple[str, str]]()
    for one in articles:
        language = one.article.language.partition("-")[0].lower()
        printed.update({(n.text, language) for n in one.annotations.names if n.kind == "person"})
    person_of = people.keys_by_name([PersonName(*one, times) for one, times in printed.items()])
    forms = defaultdict[tuple[EntityKind, str], Counter[tuple[str, str]]](Counter)
    roles, countries = dict[tuple[EntityKind, str], str](), dict[tuple[EntityKind, str], str]()
    inside = defaultdict[tuple[EntityKind, str], set[int]](set)
    for at, one in enumerate(articles):
        for name in one.annotations.names:
            same = person_of.get(name.text, "") if name.kind == "person" else ""
            key = (name.kind, same or name.text.casefold())
            forms[key][name.text, one.article.language] += 1
            inside[key].add(at)
            roles.setdefault(key, name.role or "")
            countries.setdefault(key, name.country or "")
    found = [
        Named(
            key[0],
            *counted.most_common(1)[0][0],
            _others([text for (text, _), _times in counted.most_common()]),
            roles[key],
            countries[key],
            len(inside[key]),
        )
        for key, counted in forms.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.articles, one.name)))


def _others(forms: Sequence[str]) -> tuple[str, ...]:
    """The forms but the first, each once."""
    return tuple(dict.fromkeys(form for form in forms if form != forms[0]))
