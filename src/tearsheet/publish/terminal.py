"""An edition as it is read in a terminal; the order of right-to-left text is the terminal's."""

from collections.abc import Mapping

from rich.align import Align
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from tearsheet.model import Item
from tearsheet.publish.address import is_saved, page_url
from tearsheet.publish.edition import Edition
from tearsheet.publish.sheet import Source, TearSheet, proven, sources, tear_sheets
from tearsheet.publish.subject import subject_name
from tearsheet.publish.wording import Wording, wording

MEASURE = 78
"""Widest line, in columns: longer ones are hard to read."""


def render(edition: Edition, console: Console) -> None:
    """Print the edition: sentences with the numbers of their sources, then the sources."""
    words = wording(edition.digest.language)
    sheets = tear_sheets(edition)
    width = min(console.width, MEASURE)
    _masthead(edition, words, console, width)
    _print(console, _sentence(sheets["title"], "bold"), width)
    lead = [_sentence(sheets[f"lead {n}"]) for n in range(1, len(edition.digest.lead) + 1)]
    if lead:
        console.print()
        _print(console, Text(" ").join(lead), width)
    for number, item in enumerate(edition.digest.items, 1):
        _item(number, item, sheets, console, width)
    console.print()
    console.print(Rule(words.say("sources"), style="dim"), width=width)
    for source in sources(edition).values():
        _source(source, words, console, width)
    total = edition.verdict.sentences if edition.verdict else len(sheets)
    passed = proven(edition.verdict)
    counted = (
        words.say("unproven", total=total)
        if passed is None
        else words.say("proven", proven=passed, total=total)
    )
    console.print()
    _print(console, Text(counted, style="green" if passed == total else "yellow"), width)


def plain(text: str) -> str:
    """Text without the control characters that would command a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _masthead(edition: Edition, words: Wording, console: Console, width: int) -> None:
    digest, watch = edition.digest, edition.watch
    press = words.say("foreign_press" if watch.country else "press")
    console.print()
    console.print(Rule(style="bold", characters="━"), width=width)
    _centred(
        console, Text(f"{plain(subject_name(digest, watch).text)} {press}", style="bold"), width
    )
    folio = " · ".join(
        (
            words.say("number", number=digest.number),
            words.period(digest.first, digest.last),
            words.say(digest.state),
        )
    )
    _centred(console, Text(folio, style="dim"), width)
    console.print(Rule(style="dim"), width=width)
    if digest.state in ("draft", "review"):
        _centred(console, Text(words.say(f"{digest.state}_notice"), style="bold red"), width)
    console.print()


def _centred(console: Console, text: Text, width: int) -> None:
    console.print(Align.center(text, width=width), width=width, highlight=False)


def _item(
    number: int, item: Item, sheets: Mapping[str, TearSheet], console: Console, width: int
) -> None:
    running: list[Text] = []

    def flush() -> None:
        if running:
            _print(console, Text(" ").join(running), width)
            running.clear()

    console.print()
    for n in range(1, len(item.sentences) + 1):
        sheet = sheets[f"item {number} sentence {n}"]
        kind = sheet.sentence.kind
        if kind == "headline":
            flush()
            _print(console, _sentence(sheet, "bold"), width)
        elif kind in ("quotation", "note"):
            flush()
            _print(console, _sentence(sheet, "italic" if kind == "note" else ""), width, indent=4)
        else:
            running.append(_sentence(sheet))
    flush()


def _sentence(sheet: TearSheet, style: str = "") -> Text:
    text = Text(plain(sheet.sentence.text), style=style)
    if sheet.clippings:
        text.append(f" [{sheet.numbers}]", style="not bold not italic red")
    return text


def _source(source: Source, words: Wording, console: Console, width: int) -> None:
    evidence = source.evidence
    facts = ", ".join(words.outlet_facts(evidence.outlet))
    article, capture = evidence.article, evidence.capture
    captured = words.moment(capture.captured_at)
    saved = f" ({words.say('from_file')})" if is_saved(article, capture) else ""
    text = Text.assemble(
        (f"[{source.number}] ", "red"),
        (plain(evidence.outlet.name), "bold"),
        f" ({plain(facts)})" if facts else "",
        (f"\n{plain(page_url(article, capture))}{saved}", "dim"),
        (f"\n{words.say('captured')} {captured}", "dim"),
        (f" · SHA-256 {capture.payload_sha256[:12]}…", "dim"),
    )
    console.print(text, width=width, overflow="fold", highlight=False)


def _print(console: Console, text: Text, width: int, indent: int = 0) -> None:
    console.print(Padding(text, (0, 0, 0, indent)), width=width, highlight=False)
