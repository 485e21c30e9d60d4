"""``tearsheet search``: articles by their words."""

from pathlib import Path

import click

from tearsheet.cli.console import home_option, json_option, settings_at, voice


@click.command(
    "search",
    epilog="""
\b
Examples:
  tearsheet search water treaty
  tearsheet search '"water treaty" -draft'
  tearsheet search 'title:bridge (Velmar OR Qandil)'
  tearsheet search --most 5 'вод* lang:ru after:2025-09-15'
  tearsheet search 'outlet:herald.example country:KZ'
  tearsheet search 中国经济
""",
)
@click.argument("words", nargs=-1, required=True)
@click.option("--most", default=20, show_default=True, help="How many at the most.")
@home_option
@json_option
def command(words: tuple[str, ...], most: int, home: Path | None, as_json: bool) -> None:
    """Find articles that hold all WORDS; those that hold them in the title first, then the latest.

    "Words in marks" must follow one another, -word and NOT word leave out, OR gives a choice,
    parentheses group, word* finds every word that begins so. title:word looks in titles alone;
    outlet:NAME, lang:CODE and country:CODE ask where it was printed, after:DAY and before:DAY
    (2025-09-15, 2025-09 or 2025, both included) when. Put the whole in '…', so that the shell
    leaves it alone; where the first word has a minus, put -- before it. The start of an
    article's key and the address of a page are found as well.
    """
    from tearsheet.store import queries
    from tearsheet.store.database import open_store

    speak = voice(as_json)
    open_store(settings_at(home, there=True).store)
    found = queries.find_articles(" ".join(words), most)
    for known in found:
        article = known.article
        day = article.published.at.date().isoformat() if article.published else "undated"
        speak.say(f"{article.key[:12]}  {day:10}  {known.outlet.name}: {article.title}")
    if not found:
        speak.remark("Nothing found. All words must be in the article; try fewer, or put OR.")
    speak.give(
        [
            {"key": one.article.key, "title": one.article.title, "url": one.article.url}
            for one in found
        ]
    )
