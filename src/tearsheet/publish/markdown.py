"""An edition as Markdown: each sentence's tear sheet is its footnote."""

import re
from collections.abc import Iterator, Mapping

from tearsheet.model import Item
from tearsheet.publish.address import is_saved, page_url, web_address
from tearsheet.publish.edition import Edition
from tearsheet.publish.passage import Passage
from tearsheet.publish.sheet import Clipping, TearSheet, tear_sheets
from tearsheet.publish.subject import subject_name
from tearsheet.publish.tongue import direction
from tearsheet.publish.wording import Wording, wording

# What means something inside a line, and what only does where a line begins.
SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$^=@]")
AT_START = re.compile(r"^(?:[#+-]|\d+(?=[.)]))")
ISOLATE, END_ISOLATE = "\u2067", "\u2069"


def render(edition: Edition) -> str:
    """The edition as Markdown with footnotes (CommonMark and the usual ``[^1]``).

    Text from elsewhere is escaped, so that it can be neither markup nor HTML; right-to-left text
    stands between Unicode isolates, since Markdown has no other way to say so.
    """
    words = wording(edition.digest.language)
    sheets = tear_sheets(edition)
    notes = {
        where: str(number)
        for number, where in enumerate((w for w, s in sheets.items() if s.rests_on_something), 1)
    }
    lines = [
        *_opening(edition, words, sheets, notes),
        *(
            line
            for number, item in enumerate(edition.digest.items, 1)
            for line in _item(number, item, edition, words, sheets, notes)
        ),
        *_overrides(edition, words),
        f"## {words.say('sources')}",
        *(
            f"[^{notes[where]}]: {_footnote(sheet, words)}"
            for where, sheet in sheets.items()
            if where in notes
        ),
    ]
    return "\n\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown takes for plain words, on one line, isolated where it runs leftward."""
    plain = SPECIAL.sub(_escape, " ".join(text.split()))
    plain = AT_START.sub(_off_start, plain)
    return f"{ISOLATE}{plain}{END_ISOLATE}" if direction(text) == "rtl" else plain


def _escape(special: re.Match[str]) -> str:
    """Letters of HTML as entities, which no reader of Markdown passes on; the rest by backslash."""
    entities = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    return entities.get(special[0]) or f"\\{special[0]}"


def _off_start(marker: re.Match[str]) -> str:
    """What would open a list or a heading, so that it does not: ``\\# 1``, ``1\\. May``."""
    return f"{marker[0]}\\" if marker[0].isdigit() else f"\\{marker[0]}"


def _opening(
    edition: Edition, words: Wording, sheets: Mapping[str, TearSheet], notes: Mapping[str, str]
) -> Iterator[str]:
    digest, watch = edition.digest, edition.watch
    subject = escaped(subject_name(digest, watch).text)
    if digest.state in ("draft", "review"):
        yield f"**{words.say(f'{digest.state}_notice')}**"
    press = words.say("foreign_press" if watch.country else "press")
    number = words.say("number", number=digest.number)
    yield f"*{subject} {press} · {number} · {words.period(digest.first, digest.last)}*"
    yield f"# {_cited('title', sheets, notes)}"
    lead = [_cited(f"lead {n}", sheets, notes) for n in range(1, len(digest.lead) + 1)]
    if lead:
        yield " ".join(lead)


def _item(
    number: int,
    item: Item,
    edition: Edition,
    words: Wording,
    sheets: Mapping[str, TearSheet],
    notes: Mapping[str, str],
) -> Iterator[str]:
    running: list[str] = []
    for n, sentence in enumerate(item.sentences, 1):
        text = _cited(f"item {number} sentence {n}", sheets, notes)
        if sentence.kind not in ("headline", "quotation", "note"):
            running.append(text)
            continue
        if running:
            yield " ".join(running)
            running = []
        yield {"headline": f"## {text}", "note": f"*{text}*"}.get(sentence.kind) or text
    if running:
        yield " ".join(running)
    if item.copies:
        named = [
            edition.evidence[key].outlet.name for key in item.copies if key in edition.evidence
        ]
        unnamed = len(item.copies) - len(named)
        parts = [f"{words.say('copies_of')} {', '.join(map(escaped, named))}"] if named else []
        parts += [words.say("copies_unnamed", count=unnamed)] if unnamed else []
        yield f"*{words.say('copies_once')}. {'; '.join(parts)}*"


def _overrides(edition: Edition, words: Wording) -> Iterator[str]:
    """What an editor let stand, with the reason, as the page has it."""
    if edition.digest.overrides:
        yield f"## {words.say('overrides')}"
        yield "\n".join(
            f"- {escaped(one.sentence)}: {escaped(one.reason)} "
            f"({escaped(one.who)}, {words.moment(one.at)})"
            for one in edition.digest.overrides
        )


def _cited(where: str, sheets: Mapping[str, TearSheet], notes: Mapping[str, str]) -> str:
    """A sentence with its footnote; a quotation's paragraphs become a block quotation."""
    sentence = sheets[where].sentence
    paragraphs = [escaped(paragraph) for paragraph in sentence.text.split("\n")]
    if where in notes:
        paragraphs[-1] += f"[^{notes[where]}]"
    if sentence.kind == "quotation":
        return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)
    return " ".join(paragraphs)


def _footnote(sheet: TearSheet, words: Wording) -> str:
    parts = [_clipping(clipping, words) for clipping in sheet.clippings]
    if sheet.facts:
        named = ", ".join(words.say(f"fact_{fact}") for fact in sheet.facts)
        parts.append(f"{words.say('edition_fact')}: {named}.")
    return "\n\n    ".join(parts)


def _clipping(clipping: Clipping, words: Wording) -> str:
    evidence = clipping.source.evidence
    article, capture = evidence.article, evidence.capture
    said = [*words.outlet_facts(evidence.outlet), *words.article_facts(article)]
    gloss = f" ({escaped(', '.join(said))})" if said else ""
    dated = words.say("undated")
    if article.published:
        basis = words.say(f"basis_{article.published.basis}")
        dated = f"{words.say('dated')}: {escaped(words.dated(article.published))}, {basis}."
    saved = f" ({words.say('from_file')})" if is_saved(article, capture) else ""
    lines = [
        f"{escaped(evidence.outlet.name)}{gloss}.",
        *(_passage(passage) for passage in clipping.passages),
        *(
            f"{words.say(f'from_{basis}')}: {', '.join(words.say(f'fact_{f}') for f in facts)}."
            for basis, facts in clipping.facts_by_basis
        ),
        dated,
        f"{words.say('page')}: {_link(page_url(article, capture))}{saved}",
        f"{words.say('captured')}: {words.moment(capture.captured_at)}.",
        f"SHA-256 `{capture.payload_sha256}`",
    ]
    return " ".join(line for line in lines if line)


def _passage(passage: Passage) -> str:
    """The passage with its lit words in bold. Bold may not begin or end in white space."""
    text = "".join(
        f"**{escaped(piece.text)}**" if piece.lit and piece.text.strip() else _dim(piece.text)
        for piece in passage.pieces
    )
    return f"{'' if passage.opens else '… '}{text}{'' if passage.closes else ' …'}"


def _dim(text: str) -> str:
    """Plain words that keep the spaces which part them from lit ones."""
    return f"{' ' * text[:1].isspace()}{escaped(text)}{' ' * text[-1:].isspace()}"


def _link(url: str) -> str:
    if web_address(url) is None:
        return escaped(url)
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>"
