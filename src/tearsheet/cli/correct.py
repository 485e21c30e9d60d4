"""``tearsheet correct``: say who really says it."""

from getpass import getuser
from pathlib import Path

import click

from tearsheet.cli.console import home_option, json_option, now, settings_at, voice


@click.command(
    "correct",
    epilog="""
\b
Examples:
  tearsheet show 3fa94c21 quotes                # numbers the quotations
  tearsheet correct 3fa94c21 2 --speaker "Aliya Bekova"
  tearsheet correct 3fa94c21 3 --no-quotation --reason "the title of a film"
""",
)
@click.argument("article")
@click.argument("number", type=int)
@click.option("--speaker", help="Who says it, as the article prints the name.")
@click.option("--no-quotation", is_flag=True, help="Nobody says it: a title, a name, an idiom.")
@click.option("--who", default=getuser, help="Who decides [else: your login].")
@click.option("--reason", default="", help="Why, for those who ask later.")
@home_option
@json_option
def command(
    article: str,
    number: int,
    speaker: str | None,
    no_quotation: bool,
    who: str,
    reason: str,
    home: Path | None,
    as_json: bool,
) -> None:
    """Say who says quotation NUMBER of ARTICLE (the start of a key, or a page's address).

    What you decide is kept in a journal and holds: no run overwrites it.
    """
    from tearsheet.pipeline.corrections import NoSuchQuotationError, decide
    from tearsheet.store import queries
    from tearsheet.store.database import open_store

    if bool(speaker) == no_quotation:
        raise click.UsageError("say either --speaker NAME or --no-quotation")
    speak = voice(as_json)
    open_store(settings_at(home, there=True).store)
    found = queries.find_articles(article, most=2)
    if len(found) != 1:
        raise click.ClickException(
            f"{'several articles' if found else 'no article'} for {article!r}; "
            "give more of its key, which `tearsheet search` prints"
        )
    try:
        decided = decide(found[0], number, speaker or "", who=who, now=now(), reason=reason)
    except NoSuchQuotationError as error:
        raise click.ClickException(str(error)) from error
    said = f"said by {speaker}" if speaker else "no quotation"
    speak.say(f"Quotation {number} of {found[0].article.title}: {said}, says {who}.")
    speak.give(decided)
