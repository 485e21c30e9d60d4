"""``tearsheet show``: what was understood of an article, shown in its text."""

from pathlib import Path

import click
from rich.text import Text

from tearsheet.cli.console import Voice, home_option, json_option, settings_at, voice
from tearsheet.model import Article, Change, Figure, Quote, Span
from tearsheet.store.queries import Known

ASPECTS = ("all", "quotes", "names", "figures", "provenance", "history")


@click.command(
    "show",
    epilog="""
\b
Examples:
  tearsheet show 3fa94c21                      # the start of an article's key
  tearsheet show https://example.org/a quotes  # a page's address
  tearsheet show water treaty provenance       # words of its title or text
""",
)
@click.argument(
    "wanted", nargs=-1, required=True, metavar="ARTICLE [quotes|names|figures|provenance|history]"
)
@home_option
@json_option
def command(wanted: tuple[str, ...], home: Path | None, as_json: bool) -> None:
    """Show an article: its text with quotations lit up, who says them, and how it came to us."""
    from tearsheet.store import queries
    from tearsheet.store.database import open_store

    aspect = wanted[-1] if len(wanted) > 1 and wanted[-1] in ASPECTS else "all"
    words = wanted[:-1] if aspect != "all" or wanted[-1] == "all" else wanted
    speak = voice(as_json)
    open_store(settings_at(home, there=True).store)
    found = queries.find_articles(" ".join(words), most=10)
    if not found:
        raise click.ClickException(f"no article for {' '.join(words)!r}; try `tearsheet search`")
    known = found[0]
    if aspect == "all":
        _show_article(speak, known)
    if aspect in ("all", "history"):
        _show_history(speak, known, asked=aspect == "history")
    if aspect in ("all", "quotes"):
        _show_quotes(speak, known)
    if aspect in ("all", "names"):
        _show_names(speak, known)
    if aspect in ("all", "figures"):
        _show_figures(speak, known)
    if aspect in ("all", "provenance"):
        _show_provenance(speak, known)
    if len(found) > 1:
        speak.remark(f"The first of {len(found)} that match; `tearsheet search` lists them.")
    speak.give(known)


def _show_article(speak: Voice, known: Known) -> None:
    article = known.article
    speak.say(article.title, "bold")
    when = article.published.evidence if article.published else "undated"
    facts = [known.outlet.name, when, article.language, article.kind, *article.authors]
    speak.say(" · ".join(facts), "dim")
    speak.say(article.url, "dim")
    if not speak.as_json:
        speak.out.print()
        speak.out.print(_lit(article, known.annotations.printed_quotes))


def _lit(article: Article, quotes: tuple[Quote, ...]) -> Text:
    """The text with words, cues and speakers in the colours the list below explains."""
    text = Text(article.text)
    for quote in quotes:
        for span in quote.spans:
            text.stylize("green", span.start, span.end)
        if quote.cue:
            text.stylize("yellow", quote.cue.start, quote.cue.end)
        if quote.speaker and quote.speaker.mention:
            text.stylize("cyan", quote.speaker.mention.start, quote.speaker.mention.end)
    return text


def _show_history(speak: Voice, known: Known, *, asked: bool) -> None:
    """How the page was before, and what its publisher said of it since."""
    from tearsheet.pipeline.changes import history

    versions = history(known.article)
    told = [change for one in versions for change in ((one.change,) if one.change else ())]
    told += [change for one in versions for change in one.told]
    if len(versions) < 2 and not told and not asked:
        return
    readings = f"{len(versions)} reading{'' if len(versions) == 1 else 's'}"
    speak.say(f"\nHistory: {readings} of this page", "bold")
    for one in versions:
        at = one.known.capture.captured_at
        speak.say(f"  {at:%Y-%m-%d %H:%M}  {one.known.article.key[:12]}  {_edit(one.change)}")
        for change in (*((one.change,) if one.change else ()), *one.told):
            if change.notice:
                speak.say(f"      notice: {change.notice}", "yellow")
            for passage in change.removed:
                speak.say(f"      - {passage}", "red")
            for passage in change.added:
                speak.say(f"      + {passage}", "green")


def _edit(change: Change | None) -> str:
    return change.edit if change else "first seen, or the same words"


def _show_quotes(speak: Voice, known: Known) -> None:
    speak.say("\nQuotations (words in green, cue in yellow, speaker in cyan)", "bold")
    for number, quote in enumerate(known.annotations.quotes, 1):
        part = known.article.part(quote.part)
        words = " … ".join(span.of(part).replace("\n", " ") for span in quote.spans)
        place = f"[{quote.spans[0].start}, {quote.spans[-1].end})"
        where = f"headline {place}" if quote.part == "title" else place
        speak.say(f"{number:3}  {where}  {words}", "green" if quote.is_printed else "")
        speak.say(f"      {_who(quote)}")
    if not known.annotations.quotes:
        speak.say("  none")


def _who(quote: Quote) -> str:
    if quote.speaker is None:
        return f"speaker unknown ({quote.form})"
    speaker = quote.speaker
    kind = "" if speaker.kind == "person" else f"{speaker.kind}; "
    relay = f"; carried by {quote.relay}" if quote.relay else ""
    basis = f"{speaker.basis}, {speaker.confidence:.0%}"
    office = _office(speaker.role, speaker.organisation)
    return f"{speaker.name}{office} ({kind}{quote.form}; {basis}{relay})"


def _office(role: str | None, organisation: str | None) -> str:
    """A role and whose it is; many roles name that themselves ("Minister of Water")."""
    of = f" of {organisation}" if organisation and organisation not in (role or "") else ""
    return f", {role}{of}" if role else of


def _show_names(speak: Voice, known: Known) -> None:
    speak.say("\nNames", "bold")
    for name in known.annotations.names:
        country = f" ({name.country})" if name.country else ""
        forms = {mention.of(known.article.text) for mention in name.mentions} - {name.text}
        also = f"; also {', '.join(sorted(forms))}" if forms else ""
        office = _office(name.role, name.organisation)
        speak.say(f"  {name.kind:12} {name.text}{country}{office}{also}")
        times = f"{len(name.mentions)} mention{'' if len(name.mentions) == 1 else 's'}"
        speak.say(f"               {times}; {name.basis}, {name.confidence:.0%}", "dim")
    if not known.annotations.names:
        speak.say("  none")


def _show_figures(speak: Voice, known: Known) -> None:
    text, quotes = known.article.text, known.annotations.quotes
    speak.say("\nFigures and times", "bold")
    for figure in known.annotations.figures:
        speak.say(f"  {figure.span.of(text)} = {_value(figure)}{_told_of(figure, text)}")
        speaker = quotes[figure.quote].speaker if figure.quote is not None else None
        if figure.quote is not None:
            claimed = speaker.name if speaker else "an unknown speaker"
            speak.say(f"               claimed by {claimed}", "dim")
    for moment in known.annotations.moments:
        days = (
            f"{moment.first}" if moment.first == moment.last else f"{moment.first} to {moment.last}"
        )
        speak.say(f"  {moment.span.of(text)} = {days} ({moment.basis})", "dim")
    if not known.annotations.figures and not known.annotations.moments:
        speak.say("  none")


def _value(figure: Figure) -> str:
    upper = f" to {figure.upper:,f}" if figure.upper is not None else ""
    return f"{figure.value:,f}{upper} {figure.unit}".rstrip()


def _told_of(figure: Figure, text: str) -> str:
    """What it counts, how it compares and when it holds."""
    parts: list[str] = list(figure.comparisons)
    if figure.counts:
        parts.insert(0, figure.counts.of(text))
    if figure.when:
        parts.append(figure.when.span.of(text))
    return f" ({'; '.join(parts)})" if parts else ""


def _show_provenance(speak: Voice, known: Known) -> None:
    article, capture = known.article, known.capture
    provenance = article.provenance
    speak.say(f"\nProvenance: {provenance.kind}", "bold")
    speak.say(
        f"  publisher    {known.outlet.name}{'' if known.outlet.confirmed else ' (unconfirmed)'}"
    )
    for credit in provenance.credits:
        if credit.role == "publisher":
            continue  # the register has said it better
        speak.say(f"  {credit.role:12} {credit.name}: {credit.basis}{_at(credit.span)}")
    for label in provenance.labels:
        speak.say(f"  label        {label.kind}: {label.basis}{_at(label.span)}")
    if provenance.dateline:
        line = provenance.dateline
        speak.say(f"  dateline     {line.span.of(article.text)}{_at(line.span)}")
    speak.say(f"  captured     {capture.captured_at.isoformat()} from {capture.source}")
    for right in capture.reserved:
        speak.say(f"  reserved     {right}")
    where = capture.location
    speak.say(
        f"  archived     {where.file} at {where.offset}, payload sha256 {capture.payload_sha256}"
    )
    for step in article.report.steps:
        size = f" ({step.characters} characters)" if step.characters else ""
        speak.say(f"  extraction   {step.name}: {step.outcome}{size}", "dim")


def _at(span: Span | None) -> str:
    return f"  [{span.start}, {span.end})" if span else ""
