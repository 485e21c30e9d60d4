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
  tearsheet search --most 5 водный договор
""",
)
@click.argument("words", nargs=-1, required=True)
@click.option("--most", default=20, show_default=True, help="How many at the most.")
@home_option
@json_option
def command(words: tuple[str, ...], most: int, home: Path | None, as_json: bool) -> None:
    """Find articles that hold all WORDS, best first."""
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
        speak.remark("Nothing found. All words must be in the article; try fewer.")
    speak.give(
        [
            {"key": one.article.key, "title": one.article.title, "url": one.article.url}
            for one in found
        ]
    )
