"""``tearsheet watch``: whose press to follow."""

import tomllib
from pathlib import Path

import click
import msgspec

from tearsheet.cli.console import home_option, json_option, settings_at, voice
from tearsheet.model import SubjectKind, Watch


@click.group(
    "watch",
    epilog="""
\b
Examples:
  tearsheet watch add kazakhstan --country KZ
  tearsheet watch add unesco --organisation UNESCO --name ЮНЕСКО@ru --name 联合国教科文组织@zh
  tearsheet watch add sagan --person "Carl Sagan" --name "Карл Саган@ru"
  tearsheet watch list
""",
)
def command() -> None:
    """Say whose press to follow: a country, an organisation or a person."""


@command.command("add")
@click.argument("key")
@click.option(
    "--country", metavar="CODE", help="ISO 3166-1 code; its names in every language are known."
)
@click.option("--organisation", metavar="NAME", help="An organisation's name.")
@click.option("--person", metavar="NAME", help="A person's name.")
@click.option("--name", "names", multiple=True, metavar="NAME@LANGUAGE", help="A further name.")
@click.option(
    "--leave-out", multiple=True, metavar="PHRASE", help="A phrase that means something else."
)
@click.option(
    "--home-country", metavar="CODE", help="Whose press is domestic [for --country: its own]."
)
@click.option("--language", default="en", show_default=True, help="Language of the editions.")
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A watch written as TOML instead.",
)
@click.option("--replace", "anew", is_flag=True, help="Replace a watch on something else.")
@home_option
@json_option
def add(
    key: str,
    country: str | None,
    organisation: str | None,
    person: str | None,
    names: tuple[str, ...],
    leave_out: tuple[str, ...],
    home_country: str | None,
    language: str,
    file: Path | None,
    anew: bool,
    home: Path | None,
    as_json: bool,
) -> None:
    """Add a watch under KEY, a short name that its editions are filed by."""
    from tearsheet.pipeline.watches import WatchError, check_key, made, with_left_out
    from tearsheet.store import queries, writes
    from tearsheet.store.database import open_store

    if sum(one is not None for one in (country, organisation, person, file)) != 1:
        raise click.UsageError("give one of --country, --organisation, --person or --from")
    given = _by_language(names)
    try:
        check_key(key)
        if file:
            watch = with_left_out(read_watch(file, key), leave_out)
        else:
            kind: SubjectKind = (
                "organisation"
                if organisation is not None
                else "person"
                if country is None
                else "country"
            )
            subject = country or organisation or person or ""
            watch = made(kind, subject, key, language, home_country, given, leave_out)
    except (ValueError, WatchError) as error:
        raise click.UsageError(str(error)) from error
    speak = voice(as_json)
    open_store(settings_at(home).store)
    there = queries.watch(key)
    if there and there.title != watch.title and not anew:
        raise click.UsageError(
            f"{key!r} watches {there.title} already; choose another key, or add --replace"
        )
    writes.save_watch(watch)
    speak.say(f"Watching {watch.title} under {len(watch.names)} names.")
    speak.give(watch)


def _by_language(written: tuple[str, ...]) -> dict[str, list[str]]:
    """``Карл Саган@ru`` by language; a name without one holds in any."""
    names: dict[str, list[str]] = {}
    for one in written:
        text, at, language = one.rpartition("@")
        if at and not (text and language):
            raise click.UsageError(f"--name {one!r}: write NAME@LANGUAGE, such as Саган@ru")
        names.setdefault(language if at else "und", []).append(text if at else one)
    return names


def read_watch(file: Path, key: str) -> Watch:
    """The watch a TOML file describes, under ``key``. Raises ValueError naming the file."""
    try:
        return msgspec.convert({**tomllib.loads(file.read_text("utf-8")), "key": key}, Watch)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{file}: not a watch: {error}") from error


@command.command("list")
@home_option
@json_option
def list_watches(home: Path | None, as_json: bool) -> None:
    """List the watches and how many editions each has."""
    from tearsheet.store import queries
    from tearsheet.store.database import open_store

    speak = voice(as_json)
    open_store(settings_at(home, there=True).store)
    watches = queries.watches()
    for watch in watches:
        held = f"{len(watch.names)} names, {len(queries.editions(watch.key))} editions"
        speak.say(f"{watch.key:20} {watch.title} ({watch.kind}), {held}")
    if not watches:
        speak.remark("No watch yet: tearsheet watch add kazakhstan --country KZ")
    speak.give(watches)
