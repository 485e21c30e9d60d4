"""``tearsheet outlets``: who publishes, and what people say of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from tearsheet.cli.console import home_option, json_option, now, settings_at, voice
from tearsheet.cli.meaning import with_decision
from tearsheet.model import Outlet, OutletKind, Ownership, OwnershipKind

if TYPE_CHECKING:
    from tearsheet.press import Register

MOST = 50


@click.group(
    "outlets",
    epilog="""
\b
Examples:
  tearsheet outlets list --country KZ
  tearsheet outlets list --name синьхуа
  tearsheet outlets show tengrinews.kz
  tearsheet outlets correct herald.example --country DE --kind newspaper
  tearsheet outlets correct herald.example --ownership state --source "Companies register, 2025"
  tearsheet outlets join h-news.example herald.example
  tearsheet outlets undo herald.example
""",
)
def command() -> None:
    """Who publishes; correct what the register says of an outlet.

    What you correct stays: in the articles on file, whatever is collected, whatever a new
    register says.
    """


@command.command("list")
@click.option("--name", default="", help="Part of a name or domain, in any script.")
@click.option("--country", default="", metavar="CODE", help="ISO 3166-1 code.")
@click.option("--language", default="", metavar="CODE", help="Primary subtag, such as kk.")
@click.option("--kind", default="", type=click.Choice(["", *get_args(OutletKind)]), help="Kind.")
@click.option(
    "--among",
    default="all",
    show_default=True,
    type=click.Choice(["all", "printed", "unconfirmed", "corrected"]),
    help="Those with articles on file, known from their pages only, or corrected by hand.",
)
@click.option("--most", default=MOST, show_default=True, help="How many at the most.")
@home_option
@json_option
def list_(
    name: str,
    country: str,
    language: str,
    kind: str,
    among: str,
    most: int,
    home: Path | None,
    as_json: bool,
) -> None:
    """List outlets, those with the most articles on file first."""
    from tearsheet.pipeline import outlets

    speak = voice(as_json)
    asked = outlets.Asked(
        name, country.upper(), language.lower(), kind, among=cast("outlets.Among", among)
    )
    with _register(home) as register:
        found = outlets.found(register, asked)
    for line in found[:most]:
        speak.say(f"{line.articles:6}  {_line(line.outlet)}{' · corrected' * line.corrected}")
    if len(found) > most:
        speak.remark(f"{len(found) - most} more; --most shows them.")
    if not found:
        speak.remark("No outlet is like that.")
    speak.give(found[:most])


@command.command("show")
@click.argument("outlet")
@home_option
@json_option
def show(outlet: str, home: Path | None, as_json: bool) -> None:
    """Show all that is known of one outlet, and what people corrected.

    OUTLET is its key, its domain or its whole name.
    """
    from tearsheet.pipeline import outlets

    speak = voice(as_json)
    with _register(home) as register, _in_words():
        there = outlets.outlet_of(register, outlets.key_meant(register, outlet))
        standing = outlets.standing_of(register, there.key)
    speak.say(f"{there.name}  [{there.key}]", "bold")
    speak.say(f"  {_line(there)}")
    speak.say(f"  names: {', '.join(dict.fromkeys(one.text for one in there.names))}")
    speak.say(f"  addresses: {', '.join(there.domains) or 'none known'}")
    owned = f" ({there.ownership.source})" if there.ownership.source else ""
    speak.say(f"  ownership: {there.ownership.kind}{owned}")
    if standing.earlier:
        speak.say(f"  the register says: {_line(standing.said.found)}", "dim")
        speak.remark(f"`tearsheet outlets undo {there.key}` takes back the last correction.")
    speak.give({"outlet": there, "correction": standing.said.correction})


@command.command("correct")
@click.argument("outlet")
@click.option("--name", help="What it is called.")
@click.option("--country", metavar="CODE", help="ISO 3166-1 code; empty for unknown.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Main one first.")
@click.option("--kind", type=click.Choice(get_args(OutletKind)), help="Kind of outlet.")
@click.option("--ownership", type=click.Choice(get_args(OwnershipKind)), help="Who owns it.")
@click.option("--source", help="Where it stands who owns it; needed with --ownership.")
@with_decision
def correct(
    outlet: str,
    name: str | None,
    country: str | None,
    languages: tuple[str, ...],
    kind: OutletKind | None,
    ownership: OwnershipKind | None,
    source: str | None,
    who: str,
    reason: str,
    home: Path | None,
    as_json: bool,
) -> None:
    """Correct what is known of an outlet; what is not named stays as it is."""
    from tearsheet.pipeline import outlets

    def put_down(register: "Register") -> Outlet:
        there = outlets.outlet_of(register, outlets.key_meant(register, outlet))
        said = outlets.Words(
            there.name if name is None else name,
            (there.country or "") if country is None else country.upper(),
            languages or there.languages,
            kind or there.kind,
            Ownership(
                ownership or there.ownership.kind,
                there.ownership.source if source is None and ownership is None else source or "",
            ),
        )
        steps = len(outlets.standing_of(register, there.key).earlier)
        return outlets.correct(register, there.key, said, steps, who=who, now=now(), reason=reason)

    _decide(put_down, home, as_json)


@command.command("join")
@click.argument("outlet")
@click.argument("other")
@with_decision
def join(outlet: str, other: str, who: str, reason: str, home: Path | None, as_json: bool) -> None:
    """Say that OUTLET is the same as OTHER, whose articles, domains and names it lends."""
    from tearsheet.pipeline import outlets

    def put_down(register: "Register") -> Outlet:
        key, along = (outlets.key_meant(register, one) for one in (outlet, other))
        steps = len(outlets.standing_of(register, key).earlier)
        return outlets.join(register, key, along, steps, who=who, now=now(), reason=reason)

    _decide(put_down, home, as_json)


@command.command("undo")
@click.argument("outlet")
@with_decision
def undo(outlet: str, who: str, reason: str, home: Path | None, as_json: bool) -> None:
    """Take back the last correction of an outlet."""
    from tearsheet.pipeline import outlets
    from tearsheet.store import outlets as corrections

    def put_down(register: "Register") -> Outlet:
        key = outlet if corrections.standing(outlet) else outlets.key_meant(register, outlet)
        steps = len(outlets.standing_of(register, key).earlier)
        return outlets.take_back(register, key, steps, who=who, now=now(), reason=reason)

    _decide(put_down, home, as_json)


def _decide(put_down: "Callable[[Register], Outlet]", home: Path | None, as_json: bool) -> None:
    speak = voice(as_json)
    with _register(home) as register, _in_words():
        there = put_down(register)
    speak.say(f"{there.key}: {_line(there)}")
    speak.give(there)


def _line(outlet: Outlet) -> str:
    languages = ", ".join(outlet.languages) or "und"
    owned = f" · {outlet.ownership.kind}" if outlet.ownership.kind != "unknown" else ""
    unsure = "" if outlet.confirmed else " · not confirmed"
    where = outlet.country or "??"
    return f"{where}  {languages:8}  {outlet.name}  ({outlet.key})  {outlet.kind}{owned}{unsure}"


@contextmanager
def _register(home: Path | None) -> "Iterator[Register]":
    from tearsheet.pipeline import Newsroom

    with Newsroom.open(settings_at(home, there=True)) as room:
        yield room.register


@contextmanager
def _in_words() -> Iterator[None]:
    """What cannot be becomes one plain line."""
    from tearsheet.pipeline.outlets import OutletError, UnknownOutletError
    from tearsheet.store.outlets import OutletChangedError

    try:
        yield
    except UnknownOutletError as error:
        key = error.args[0]
        raise click.ClickException(
            f"no outlet {key!r}; `tearsheet outlets list --name {key}` looks for it"
        ) from error
    except (OutletError, OutletChangedError) as error:
        raise click.ClickException(str(error)) from error
