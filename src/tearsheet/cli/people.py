"""``tearsheet people``: who is named, in every spelling, and who is who."""

from getpass import getuser
from pathlib import Path

import click

from tearsheet.cli.console import Voice, home_option, json_option, now, settings_at, voice
from tearsheet.model import Person


@click.group(
    "people",
    epilog="""
\b
Examples:
  tearsheet people list
  tearsheet people show "Aliya Bekova"
  tearsheet people join "Aliya Bekova" "Әлия Бекова"
  tearsheet people part "Aliya Bekova" "Alia Bekov" --reason "her brother"
  tearsheet people call "Әлия Бекова" "Aliya Bekova"
""",
)
def command() -> None:
    """Who is named in the articles, in every spelling; correct who is who.

    Names are joined across spellings and scripts by how they sound. What you decide binds: no
    run joins what you parted or parts what you joined.
    """


@command.command("list")
@click.option("--most", default=50, show_default=True, help="Among how many names.")
@home_option
@json_option
def list_(most: int, home: Path | None, as_json: bool) -> None:
    """List the people who are named most often, with their spellings."""
    from tearsheet.pipeline import people

    speak = _opened(home, as_json)
    found = people.most_named(most)
    for person in found:
        speak.say(_line(person))
    if not found:
        speak.remark("Nobody yet: `tearsheet collect` or `tearsheet ingest` reads articles.")
    speak.give(found)


def _line(person: Person) -> str:
    others = [name.text for name in person.names if name.text != person.name]
    also = f" ({', '.join(dict.fromkeys(others))})" if others else ""
    decided = " · decided" if person.confirmed else ""
    counted = f"{person.articles:5} articles, quoted in {person.quoted:<5}"
    return f"{counted}{person.name}{also}{decided}"


@command.command("show")
@click.argument("name")
@home_option
@json_option
def show(name: str, home: Path | None, as_json: bool) -> None:
    """Show one person: every printed form, why it was joined, and the roles beside it."""
    speak = _opened(home, as_json)
    person = _person(name)
    speak.say(f"{person.name}  [{person.key}]", "bold")
    for form, why in zip(person.names, person.why, strict=True):
        speak.say(
            f"  {form.text}  ({form.language}; {form.articles} articles, quoted in {form.quoted})"
        )
        if why:
            speak.say(f"      {why}", "dim")
        if form.roles:
            speak.say(f"      {'; '.join(form.roles)}")
    speak.remark(f'`tearsheet quotes --person "{person.name}"` shows what they said.')
    speak.give(person)


def _verdict_options(function: click.decorators.FC) -> click.decorators.FC:
    """``--who`` and ``--reason``, the same on every decision."""
    function = click.option("--reason", default="", help="Why, for those who ask later.")(function)
    return click.option("--who", default=getuser, help="Who decides [else: your login].")(function)


@command.command("join")
@click.argument("one")
@click.argument("other")
@_verdict_options
@home_option
@json_option
def join(one: str, other: str, who: str, reason: str, home: Path | None, as_json: bool) -> None:
    """Say that two printed names are the same person."""
    _decide(one, other, who, reason, _opened(home, as_json), same=True)


@command.command("part")
@click.argument("one")
@click.argument("other")
@_verdict_options
@home_option
@json_option
def part(one: str, other: str, who: str, reason: str, home: Path | None, as_json: bool) -> None:
    """Say that two printed names are not the same person."""
    _decide(one, other, who, reason, _opened(home, as_json), same=False)


def _decide(one: str, other: str, who: str, reason: str, speak: Voice, *, same: bool) -> None:
    from tearsheet.pipeline import people

    try:
        people.decide(one, other, same=same, who=who, now=now(), reason=reason)
    except people.UnknownPersonError as error:
        raise click.ClickException(str(error)) from error
    found = [people.person_called(name) for name in (one, other)]
    speak.say(f"{one} and {other} are {'' if same else 'not '}the same person, says {who}.")
    speak.give(found[:1] if same else found)


@command.command("call")
@click.argument("name")
@click.argument("shown")
@click.option("--who", default=getuser, help="Who decides [else: your login].")
@home_option
@json_option
def call(name: str, shown: str, who: str, home: Path | None, as_json: bool) -> None:
    """Say how a person is to be called: NAME is a printed form, SHOWN what is shown for it.

    Quotations keep the words as printed.
    """
    from tearsheet.pipeline import people

    speak = _opened(home, as_json)
    person = _person(name)
    people.call(person.names[0].text, shown, who=who, now=now())
    speak.say(f"{person.name} is called {shown} from now on, says {who}.")
    speak.give(_person(name))


def _person(name: str) -> Person:
    from tearsheet.pipeline import people

    try:
        return people.person_called(name)
    except people.UnknownPersonError as error:
        raise click.ClickException(str(error)) from error


def _opened(home: Path | None, as_json: bool) -> Voice:
    from tearsheet.store.database import open_store

    open_store(settings_at(home, there=True).store)
    return voice(as_json)
