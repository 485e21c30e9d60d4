"""What people say of outlets, kept beside the register: no run and no new register undoes it.

The row of an outlet (`OutletRow`) always holds it as people say it is, whoever reads it. A reading
of a page files an outlet only where there is no row yet, so a correction makes one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import transaction
from django.db.models import Count, F

from tearsheet.model import Decision, Outlet, OutletCorrection
from tearsheet.press import Register
from tearsheet.press.corrected import Said, laid_over
from tearsheet.store.decisions import append_decision
from tearsheet.store.queries import Known, current_readings, known_of
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import ArticleRow, GroupMemberRow, OutletCorrectionRow, OutletRow

_CHUNK = 400  # keys in one question
_LATEST = F("published_at").desc(nulls_last=True)  # the same order on both databases


class OutletChangedError(ValueError):
    """Somebody else has corrected the outlet since it was looked at."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What people say of an outlet now, and the corrections before it, the latest first."""

    said: Said
    earlier: tuple[OutletCorrection, ...] = ()


def said() -> dict[str, Said]:
    """Every correction that stands, by the key of its outlet."""
    return {row.key: _said(row) for row in OutletCorrectionRow.objects.order_by("key")}


def standing(key: str) -> Standing | None:
    """What people say of one outlet; None where nobody said anything."""
    row = OutletCorrectionRow.objects.filter(key=key).first()
    return _standing(row) if row else None


def change(
    key: str,
    found: Outlet,
    changed: Callable[[Standing], tuple[Standing, Decision | None]],
    along: Outlet | None = None,
) -> Outlet:
    """Let ``changed`` say what stands of an outlet from now on, with the decision that says so.

    ``found`` is the outlet as the register has it, for the first time that somebody corrects it;
    ``along`` another that it is joined with. Without a decision nothing changes. Gives the outlet
    as it stands now.
    """
    with transaction.atomic():
        for one in (found, along):
            if one is not None:
                _begin(one)
        row = OutletCorrectionRow.objects.select_for_update().get(key=key)
        after, decision = changed(_standing(row))
        if decision is not None:
            row.noun = frozen(after.said.correction)
            row.earlier = frozen(after.earlier)
            row.same_as = after.said.correction.same_as
            row.save()
            append_decision(decision)
        whole = laid_over(said())
        _refresh(whole)
    return whole[key]


def lay_over(register: Register) -> Register:
    """The register as people say it is; what is newly known of a corrected outlet is kept."""
    with transaction.atomic():
        for row in OutletCorrectionRow.objects.select_for_update().order_by("key"):
            newer = register.keyed(row.key)
            if newer is not None and newer != thawed(Outlet, row.found):
                row.found = frozen(newer)
                row.save(update_fields=["found"])
        whole = laid_over(said())
        _refresh(whole)
    return register.with_outlets(whole.values()) if whole else register


def on_file(keys: Iterable[str]) -> dict[str, Outlet]:
    """Outlets by the keys under which they were filed; a joined one is what it was joined to."""
    rows = OutletRow.objects.filter(key__in=list(keys))
    return {row.key: thawed(Outlet, row.noun) for row in rows}


def every() -> list[Outlet]:
    """Every outlet on file, as people say it is; a joined one is what it was joined to."""
    return [_thawed(bytes(noun)) for noun in OutletRow.objects.values_list("noun", flat=True)]


@lru_cache(maxsize=50_000)
def _thawed(noun: bytes) -> Outlet:
    # Ten thousand outlets take 0.1 s to thaw, and a list is looked at page after page.
    return thawed(Outlet, noun)


def keys_of(key: str) -> tuple[str, ...]:
    """The keys under which articles of an outlet are filed: its own, and those joined to it."""
    joined = OutletCorrectionRow.objects.filter(same_as=key).order_by("key")
    return (key, *joined.values_list("key", flat=True))


def articles_by_outlet() -> dict[str, int]:
    """How many articles are on file of each outlet, by the key they are filed under."""
    return dict(ArticleRow.objects.values_list("outlet_id").annotate(count=Count("*")).order_by())


def latest_articles(keys: Sequence[str], most: int) -> list[Known]:
    """The latest articles filed under these outlets, newest first."""
    rows = current_readings().filter(outlet_id__in=keys)
    return [known_of(row) for row in rows.order_by(_LATEST, "key")[:most]]


def copies_of(keys: Sequence[str], most: int) -> list[tuple[str, str]]:
    """The latest articles of these outlets that are in a copy group, with the group's key."""
    rows = current_readings().filter(
        outlet_id__in=keys, key__in=GroupMemberRow.objects.values("article_key")
    )
    found = list(rows.order_by(_LATEST, "key").values_list("key", flat=True)[:most])
    groups = dict(
        GroupMemberRow.objects.filter(article_key__in=found).values_list("article_key", "group_id")
    )
    return [(key, groups[key]) for key in found if key in groups]


def _begin(found: Outlet) -> None:
    OutletCorrectionRow.objects.get_or_create(
        key=found.key,
        defaults={
            "noun": frozen(OutletCorrection(found.key)),
            "found": frozen(found),
            "earlier": frozen(()),
        },
    )


def _refresh(whole: Mapping[str, Outlet]) -> None:
    """Have the rows of outlets say what people say; those that do so already are left alone."""
    keys = sorted(whole)
    for start in range(0, len(keys), _CHUNK):
        some = keys[start : start + _CHUNK]
        there = on_file(some)
        OutletRow.objects.bulk_create(
            [
                OutletRow(
                    key=key,
                    name=whole[key].name,
                    country=whole[key].country or "",
                    noun=frozen(whole[key]),
                )
                for key in some
                if there.get(key) != whole[key]
            ],
            update_conflicts=True,
            update_fields=["name", "country", "noun"],
            unique_fields=["key"],
        )


def _said(row: OutletCorrectionRow) -> Said:
    return Said(thawed(OutletCorrection, row.noun), thawed(Outlet, row.found))


def _standing(row: OutletCorrectionRow) -> Standing:
    return Standing(_said(row), thawed(tuple[OutletCorrection, ...], row.earlier))


def corrected_to(before: Standing, after: OutletCorrection) -> Standing:
    """What stands once ``after`` is said; what stood before can be come back to."""
    return Standing(
        replace(before.said, correction=after), (before.said.correction, *before.earlier)
    )


def taken_back(before: Standing) -> Standing:
    """What stood before the last correction. Raises ValueError where there is none."""
    if not before.earlier:
        raise ValueError("nothing was corrected")
    return Standing(replace(before.said, correction=before.earlier[0]), before.earlier[1:])
