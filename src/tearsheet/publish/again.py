"""An edition set anew from its manifest and its evidence: is this the page we would have made?

What the gate proves are sentences. Everything around them (labels, names of outlets, dates as
shown, style, script) follows from the manifest and the evidence, for setting is deterministic;
so a page is held, to the letter, against the one set again.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from tearsheet.model import Evidence, Finding
from tearsheet.publish.edition import Edition, PublishError
from tearsheet.publish.manifest import SETTING, SETTING_VERSION, Published

Renderer = Callable[[Edition, str], str]
Places = Callable[[str], list[tuple[str, str]]]
"""Takes a page apart into named parts, in order: name and content (or its digest)."""
NEAR = 48
"""Code points quoted of a difference, with a third of them from before it."""


def differences(
    text: str,
    published: Published,
    evidence: Mapping[str, Evidence],
    render: Renderer,
    places: Places,
) -> Iterator[Finding]:
    """What a file says otherwise than the edition set again from its manifest and ``evidence``.

    A difference refutes the edition. Where it was set by another version of Tearsheet, or with
    other names of months and countries, it may come from that and is only flagged.
    """
    missing = published.articles.keys() - evidence.keys()
    if missing:
        message = f"the evidence lacks {len(missing)} of the edition's articles"
        yield Finding("edition", "broken chain", message)
        return
    try:
        again = _lines(render(published.edition(evidence), published.setting))
    except PublishError as error:
        yield Finding("page", "edition altered", f"it cannot be set again: {error}")
        return
    text = _lines(text)
    if text == again:
        return
    where = _first_part(places(text), places(again))
    if _is_foreign(published.setting):
        message = (
            "it was set by another version of Tearsheet: sentences, sources and passages were "
            f"checked, what stands around them could not be (differs first at {where})"
        )
        yield Finding("page", "edition altered", message, warning=True)
        return
    yield Finding(where, "edition altered", f"{_shown(text, again)}, set again from the manifest")


def _lines(text: str) -> str:
    """Text with line feeds for line ends, as files are read."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_foreign(setting: str) -> bool:
    """Whether another version of ours can have set it so; none was before version 1."""
    version, _, locales = setting.partition(" ")
    if not version.isdecimal() or not locales.startswith("locales-"):
        return False
    return setting != SETTING and int(version) >= SETTING_VERSION


def _first_part(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> str:
    """The name of the first part that differs."""
    for one, other in zip_longest(ours, theirs):
        if one != other:
            return str((one or other)[0])
    return "page"


def _shown(text: str, again: str) -> str:
    """The first difference, a little of both sides."""
    at = next((n for n, (a, b) in enumerate(zip(text, again, strict=False)) if a != b), None)
    at = min(len(text), len(again)) if at is None else at
    start = max(0, at - NEAR // 3)
    said, meant = (" ".join(one[start : start + NEAR].split()) for one in (text, again))
    return f"it reads ‘{said}’ where it must read ‘{meant}’"
