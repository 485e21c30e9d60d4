"""Printed names: where each stands, and how spellings of one are found."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from tearsheet.model import Annotations, Article, PersonName
from tearsheet.store.queries import Known, current_readings, known_of, newest_of_each_page
from tearsheet.store.rows import ArticleRow, NamedRow, NameKeyRow, NameRow
from tearsheet.store.storable import storable
from tearsheet.text.names import name_keys

CHUNK = 400  # keys in one question; SQLite takes some thousands
MOST_ROLES = 5
LONGEST = 300
SUBTAG = 8  # letters of the longest primary language subtag (RFC 5646, section 2.1)
Spelling = tuple[str, str]
"""A printed name and its language."""


@dataclass(frozen=True, slots=True)
class _Named:
    article: str
    spelling: Spelling
    role: str
    speaks: bool


def file_names(readings: Iterable[tuple[Article, Annotations]]) -> None:
    """Put on file who is named and who speaks in each article; repeating it changes nothing."""
    found = [named for article, found in readings for named in _named_in(article, found)]
    rows = _name_rows({named.spelling for named in found})
    NamedRow.objects.bulk_create(
        [
            NamedRow(
                article_id=one.article,
                name_id=rows[one.spelling],
                role=one.role,
                speaks=one.speaks,
            )
            for one in found
        ],
        ignore_conflicts=True,
    )


def file_speaker(article_key: str, name: str) -> None:
    """Put on file that someone is quoted in an article, as a person decided; nothing for nobody."""
    row = ArticleRow.objects.filter(key=article_key).first()
    if row is None or not name:
        return
    spelling = str(storable(name)), row.language.partition("-")[0].lower()[:SUBTAG]
    number = _name_rows({spelling})[spelling]
    NamedRow.objects.update_or_create(article=row, name_id=number, defaults={"speaks": True})


def _named_in(article: Article, annotations: Annotations) -> list[_Named]:
    """Each person of an article once, and each body that speaks; pronouns are no names."""
    language = article.language.partition("-")[0].lower()[:SUBTAG]
    roles = {name.text: name.role or "" for name in annotations.names if name.kind == "person"}
    bodies = {name.text for name in annotations.names if name.kind == "organisation"}
    speaking = set[str]()
    for quote in annotations.quotes:
        speaker = quote.speaker
        if speaker and speaker.name in roles.keys() | bodies:
            speaking.add(speaker.name)
            roles[speaker.name] = roles.get(speaker.name) or speaker.role or ""
    return [
        _Named(article.key, (name, language), role, name in speaking)
        for name, role in roles.items()
        if len(name) <= LONGEST and storable(name) == name
    ]


def _name_rows(wanted: Collection[Spelling]) -> dict[Spelling, int]:
    """The rows of these spellings, made with their keys where there are none."""
    found = _rows_of(wanted)
    missing = sorted(set(wanted) - set(found))
    if missing:
        NameRow.objects.bulk_create(
            [NameRow(text=text, language=language) for text, language in missing],
            ignore_conflicts=True,
        )
        made = _rows_of(missing)
        NameKeyRow.objects.bulk_create(
            [
                NameKeyRow(name_id=row, key=key)
                for (text, _), row in made.items()
                for key in sorted(name_keys(text))
            ],
            ignore_conflicts=True,
        )
        found |= made
    return found


def _rows_of(wanted: Collection[Spelling]) -> dict[Spelling, int]:
    texts = sorted({text for text, _ in wanted})
    return {
        (text, language): row
        for start in range(0, len(texts), CHUNK)
        for row, text, language in NameRow.objects.filter(
            text__in=texts[start : start + CHUNK]
        ).values_list("pk", "text", "language")
    }


def names_with(keys: Collection[str]) -> list[PersonName]:
    """The printed names that share one of these keys."""
    wanted = sorted(keys)
    rows = set[int]()
    for start in range(0, len(wanted), CHUNK):
        rows.update(
            NameKeyRow.objects.filter(key__in=wanted[start : start + CHUNK]).values_list(
                "name", flat=True
            )
        )
    return _counted(sorted(rows))


def names_holding(part: str, most: int) -> list[PersonName]:
    """The printed names in which a part of a name stands, the most often printed first.

    SQLite knows upper and lower case of Latin letters alone, so the usual forms are tried.
    """
    holds = Q()
    for form in {part, part.title(), part.lower()}:
        holds |= Q(text__icontains=form)
    rows = NameRow.objects.filter(holds).annotate(articles=Count("named"))
    return _counted(list(rows.order_by("-articles", "text").values_list("pk", flat=True)[:most]))


def most_named(most: int) -> list[PersonName]:
    """The names that stand in the most articles."""
    rows = (
        NameRow.objects.annotate(articles=Count("named"))
        .order_by("-articles", "text")
        .values_list("pk", flat=True)[:most]
    )
    return _counted(list(rows))


def _counted(rows: Sequence[int]) -> list[PersonName]:
    """Names with how often they stand on file, and their most frequent roles."""
    found = list[PersonName]()
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        roles: dict[int, list[str]] = {}
        counted = (
            NamedRow.objects.filter(name_id__in=chunk)
            .exclude(role="")
            .values_list("name", "role")
            .annotate(times=Count("pk"))
            .order_by("-times", "role")
        )
        for row, role, _ in counted:
            roles.setdefault(row, []).append(role)
        names = NameRow.objects.filter(pk__in=chunk).annotate(
            articles=Count("named"), quoted=Count("named", filter=Q(named__speaks=True))
        )
        found += [
            PersonName(
                name.text,
                name.language,
                name.articles,
                name.quoted,
                tuple(roles.get(name.pk, ())[:MOST_ROLES]),
            )
            for name in names
        ]
    return sorted(found, key=lambda name: (-name.articles, name.text, name.language))


def articles_quoting(names: Iterable[PersonName]) -> list[Known]:
    """The newest readings in which one of these printed names speaks."""
    rows = _rows_of({(name.text, name.language) for name in names})
    speaking = NamedRow.objects.filter(name_id__in=sorted(rows.values()), speaks=True)
    wanted = current_readings().filter(key__in=speaking.values("article"))
    return list(newest_of_each_page(wanted))


def latest_quoting(names: Iterable[PersonName], start: int, most: int) -> list[Known]:
    """Some of the newest readings in which one of these printed names speaks, the latest first.

    ``start`` are left out at the beginning; of several captures of one page each counts.
    """
    rows = _rows_of({(name.text, name.language) for name in names})
    speaking = NamedRow.objects.filter(name_id__in=sorted(rows.values()), speaks=True)
    found = current_readings().filter(key__in=speaking.values("article"))
    return [
        known_of(row)
        for row in found.order_by(
            F("published_at").desc(nulls_last=True), "-capture__captured_at", "key"
        )[start : start + most]
    ]
