"""A page held against the one set again from its manifest and its evidence."""

from collections.abc import Mapping

from tearsheet.model import Evidence, Finding
from tearsheet.publish import again
from tearsheet.publish.html.page import render
from tearsheet.publish.html.reading import MANIFEST, SEAL, read_page
from tearsheet.publish.manifest import Published


def differences(
    page: str, published: Published, evidence: Mapping[str, Evidence]
) -> tuple[Finding, ...]:
    """What a page says otherwise than the edition set again, naming the first block; see `again`.

    ``published`` is what `parse` gave back of the page.
    """
    return tuple(again.differences(page, published, evidence, render, _blocks))


def _blocks(page: str) -> list[tuple[str, str]]:
    reading = read_page(page)
    scripts = {"manifest": MANIFEST, "seal": SEAL}
    return [
        *reading.seals(),
        *((name, reading.scripts.get(script, "")) for name, script in scripts.items()),
    ]
