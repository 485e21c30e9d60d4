"""``tearsheet source``: where the press is found."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tearsheet.cli.addresses import ADDRESS, WEB_ADDRESS, advice
from tearsheet.cli.console import Voice, home_option, json_option, now, settings_at, voice

if TYPE_CHECKING:
    from tearsheet.collect.listing.discover import Found
    from tearsheet.model import Source

SAMPLE = 5  # leads shown by a test


@click.group(
    "source",
    epilog="""
\b
Examples:
  tearsheet source add https://example.org/
  tearsheet source import feeds.opml
  tearsheet source suggest kazakhstan
  tearsheet source test example.org
""",
)
def command() -> None:
    """Say where the press is found: feeds, news sitemaps, pages without a feed."""


@command.command("add")
@click.argument("address", type=ADDRESS)
@click.option("--name", help="What to call it [else what it calls itself].")
@click.option("--all", "everything", is_flag=True, help="Add everything that is found.")
@click.option("--yes", is_flag=True, help="Add the best that is found without asking.")
@home_option
@json_option
def add(
    address: str,
    name: str | None,
    everything: bool,
    yes: bool,
    home: Path | None,
    as_json: bool,
) -> None:
    """Find the feeds and news sitemaps of a site, show them, and add those you choose.

    ADDRESS is a site, a section, a feed or a sitemap. Without a terminal to ask on, the best
    find is added. Exit code 1 if nothing was found.
    """
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.sources import added
    from tearsheet.pipeline.trying import discovered
    from tearsheet.press.url_key import url_key
    from tearsheet.store import sources

    speak = voice(as_json)
    settings = settings_at(home)
    with speak.aside.status("Looking for feeds and sitemaps…"):
        discovery = discovered(settings, address, now())
    found = discovery.found
    if not found:
        raise _nothing_at(address, discovery.why)
    for number, one in enumerate(found, 1):
        speak.say(f"{number:2}  {_described(one)}")
    asked = not (everything or yes or as_json) and sys.stdin.isatty()
    chosen = found if everything else _chosen(found) if asked else found[:1]
    with Newsroom.open(settings) as room:
        there = sources.followed()
        new = added(room.register, chosen, name, now())
    for source in new:
        speak.say(f"Added {source.key}: {source.name} ({source.kind}, {source.url})", "green")
    for one in chosen:
        if url_key(one.url) in there:
            speak.remark(f"You follow {one.url} already, as {there[url_key(one.url)]}.")
    if new:
        speak.remark("Collect it now: tearsheet collect")
    speak.give(new)


def _nothing_at(address: str, why: str) -> click.ClickException:
    because = f" ({why})" if why else ""
    return click.ClickException(
        f"{address}: nothing that names articles was found there{because}; {advice(why)}"
    )


def _described(one: "Found") -> str:
    newest = f", newest {one.newest:%Y-%m-%d}" if one.newest else ""
    title = f" “{one.title}”" if one.title else ""
    return f"{one.kind}{title}: {one.leads} articles{newest}  {one.url}"


def _chosen(found: "tuple[Found, ...]") -> "tuple[Found, ...]":
    while True:
        answer = click.prompt("Which? (numbers, all, none)", default="1", err=True)
        words = str(answer).replace(",", " ").split()
        if words == ["all"]:
            return found
        if words == ["none"]:
            return ()
        if words and all(word.isdecimal() and 0 < int(word) <= len(found) for word in words):
            return tuple(found[int(word) - 1] for word in words)
        click.echo(f"Please answer with numbers from 1 to {len(found)}, all or none.", err=True)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@home_option
@json_option
def import_file(file: Path, home: Path | None, as_json: bool) -> None:
    """Add every feed of an OPML file, such as any feed reader exports."""
    from tearsheet.collect.listing.opml import MOST_BYTES, OpmlError, read_opml
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.sources import imported

    speak = voice(as_json)
    try:
        with file.open("rb") as opened:
            entries = read_opml(opened.read(MOST_BYTES + 1))
    except OpmlError as error:
        raise click.ClickException(f"{file}: {error}") from error
    if not entries:
        raise click.ClickException(f"{file}: it names no feed; export it again from your reader")
    with Newsroom.open(settings_at(home)) as room:
        new = imported(room.register, entries, now())
    speak.say(f"{len(entries)} in {file.name}: {len(new)} added, {len(entries) - len(new)} known")
    if new:
        speak.remark("Collect them now: tearsheet collect")
    speak.give(new)


@command.command("export")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@home_option
@json_option
def export(out: Path | None, home: Path | None, as_json: bool) -> None:
    """Write all sources as OPML, which every feed reader understands."""
    from tearsheet.collect.listing.opml import write_opml

    speak = voice(as_json)
    sources = _sources(home)
    document = write_opml(sources)
    if out:
        out.write_bytes(document)
        speak.remark(f"{len(sources)} sources written to {out}")
    elif not as_json:
        click.echo(document.decode("utf-8"), nl=False)
    speak.give(sources)


@command.command("list")
@home_option
@json_option
def list_sources(home: Path | None, as_json: bool) -> None:
    """List the sources."""
    speak = voice(as_json)
    sources = _sources(home)
    width = max((len(one.key) for one in sources), default=0)
    for one in sources:
        paused = "  paused" if one.paused else ""
        speak.say(f"{one.key:{width}}  {one.kind:7}  {one.name}  {one.url}{paused}")
    if not sources:
        speak.remark("No source yet: tearsheet source add https://example.org/")
    speak.give(sources)


@command.command("test")
@click.argument("name")
@home_option
@json_option
def test(name: str, home: Path | None, as_json: bool) -> None:
    """Fetch a source now, show what it lists and how its newest page reads; keep nothing.

    NAME is a source's name, or any address (https://example.org/). Exit code 1 if it cannot be
    used.
    """
    from tearsheet.model import Kept
    from tearsheet.pipeline.trying import tried

    speak = voice(as_json)
    settings = settings_at(home)
    with speak.aside.status("Fetching…"):
        outcome = tried(settings, _meant(name, home))
    if not isinstance(outcome, Kept):
        detail = f" ({outcome.detail})" if outcome.detail else ""
        words = f"{outcome.subject or name}: {outcome.reason}{detail}; {advice(outcome.reason)}"
        speak.say(words, "yellow")
        speak.give(outcome)
        sys.exit(1)
    found = outcome.value
    if found.moved_to:
        speak.say(f"Moved for good to {found.moved_to}", "yellow")
    listed = found.listing
    speak.say(f"{listed.title or found.source.name}: {len(listed.leads)} articles listed")
    for lead in listed.leads[:SAMPLE]:
        when = lead.published or lead.updated
        speak.say(f"  {when:%Y-%m-%d %H:%M}  {lead.title}" if when else f"  {lead.title}")
    page = found.page
    if isinstance(page, Kept):
        article = page.value
        speak.say(f"Its newest page reads well: “{article.title}”, {len(article.text)} characters")
    elif page is not None:
        speak.say(f"Its newest page does not read: {page.reason} {page.detail}".rstrip(), "yellow")
    speak.give(found)
    sys.exit(int(not isinstance(page, Kept)))


@command.command("pause")
@click.argument("name")
@home_option
@json_option
def pause(name: str, home: Path | None, as_json: bool) -> None:
    """Leave a source alone until it is resumed."""
    _pause(name, home, voice(as_json), paused=True)


@command.command("resume")
@click.argument("name")
@home_option
@json_option
def resume(name: str, home: Path | None, as_json: bool) -> None:
    """Take a paused source up again."""
    _pause(name, home, voice(as_json), paused=False)


@command.command("move")
@click.argument("name")
@click.argument("url", type=WEB_ADDRESS)
@home_option
@json_option
def move(name: str, url: str, home: Path | None, as_json: bool) -> None:
    """Give a source a new address; what it brought so far stays."""
    from tearsheet.press.url_key import url_key
    from tearsheet.store import sources

    meant = _existing(name, home)
    if len(meant) > 1:
        raise click.UsageError(f"{name} means {len(meant)} sources; name one of them")
    if (taken := sources.followed().get(url_key(url))) not in (None, meant[0].key):
        raise click.ClickException(f"{url} is followed already, as {taken}")
    moved = replace(meant[0], url=url, added_at=now())
    sources.change_source(moved)
    speak = voice(as_json)
    speak.say(f"{moved.key} is fetched from {url} now.")
    speak.give(moved)


@command.command("remove")
@click.argument("name")
@home_option
@json_option
def remove(name: str, home: Path | None, as_json: bool) -> None:
    """Forget a source. Everything it brought stays in the archive."""
    from tearsheet.store import sources

    speak = voice(as_json)
    meant = _existing(name, home)
    for one in meant:
        sources.remove_source(one.key)
        speak.say(f"Removed {one.key}.")
    speak.give(meant)


@command.command("suggest")
@click.argument("watch")
@click.option(
    "--most",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    help="Most suggestions to show.",
)
@home_option
@json_option
def suggest(watch: str, most: int, home: Path | None, as_json: bool) -> None:
    """Suggest outlets that write about a watch's subject, by country and language, and why."""
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.sources import suggested
    from tearsheet.store import queries

    speak = voice(as_json)
    with Newsroom.open(settings_at(home, there=True)) as room:
        subject = queries.watch(watch)
        if subject is None:
            raise click.UsageError(
                f"no watch {watch!r}; `tearsheet watch add {watch} --country CODE` makes one"
            )
        suggestions = suggested(room, subject)[:most]
    for one in suggestions:
        where = one.outlet.country or "??"
        languages = ", ".join(one.outlet.languages) or "und"
        speak.say(f"{where}  {languages:8}  {one.outlet.name}  ({'; '.join(one.reasons)})")
        if one.outlet.domains:
            speak.say(f"    tearsheet source add https://{one.outlet.domains[0]}/", "dim")
    if not suggestions:
        speak.remark("Nothing to suggest: every outlet that comes to mind is a source already.")
    speak.give(suggestions)


def _sources(home: Path | None) -> "list[Source]":
    from tearsheet.store import sources
    from tearsheet.store.database import open_store

    open_store(settings_at(home, there=True).store)
    return sources.sources()


def _existing(name: str, home: Path | None) -> "list[Source]":
    """The sources a name means. An unknown one is a usage error."""
    from tearsheet.store import sources
    from tearsheet.store.database import open_store

    open_store(settings_at(home, there=True).store)
    meant = sources.named(name)
    if not meant:
        raise click.UsageError(f"no source {name!r}; `tearsheet source list` shows them")
    return meant


def _meant(name: str, home: Path | None) -> "Source":
    """The source to test: one that is followed, or the best that is found at an address."""
    from tearsheet.model import Source
    from tearsheet.pipeline.trying import discovered

    if "://" not in name:
        return _existing(name, home)[0]
    address = WEB_ADDRESS.convert(name, None, None)
    discovery = discovered(settings_at(home), address, now())
    if not discovery.found:
        raise _nothing_at(address, discovery.why)
    best = discovery.found[0]
    return Source(address, best.url, best.kind, best.title or address, now())


def _pause(name: str, home: Path | None, speak: Voice, *, paused: bool) -> None:
    from tearsheet.store import sources

    meant = _existing(name, home)
    sources.pause(meant, paused=paused)
    for one in meant:
        speak.say(f"{one.key} is {'paused' if paused else 'followed again'}.")
    speak.give([replace(one, paused=paused) for one in meant])
