"""An edition as JSON: its manifest, indented for people, and the manifest's fingerprint.

The fingerprint is over the manifest without white space between its tokens, the same that the
HTML form bears; a file that was only indented anew still proves.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from tearsheet.model import Evidence, Finding
from tearsheet.publish import again, manifest
from tearsheet.publish.edition import Edition, PublishError
from tearsheet.publish.manifest import Published


@dataclass(frozen=True, slots=True)
class _File:
    sha256: str
    edition: msgspec.Raw


def render(edition: Edition, setting: str = manifest.SETTING) -> str:
    """The edition as JSON text, ending in a line feed."""
    line = manifest.encoded(manifest.manifest_of(edition, setting))
    file = _File(manifest.fingerprint(line), msgspec.Raw(line.encode()))
    return msgspec.json.format(msgspec.json.encode(file), indent=1).decode() + "\n"


def parse(text: str) -> Published:
    """The edition a JSON file holds; an altered one bears a finding.

    Raises PublishError if the text is no edition or too broken to be read.
    """
    try:
        file = msgspec.json.decode(text, type=_File)
        line = msgspec.json.format(bytes(file.edition), indent=-1).decode()
    except (msgspec.DecodeError, ValueError) as error:
        raise PublishError(f"this file is no Tearsheet edition: {error}") from error
    content = manifest.decoded(line)
    findings: tuple[Finding, ...] = ()
    if manifest.fingerprint(line) != file.sha256:
        message = "the edition is not the one its fingerprint was taken of"
        findings = (Finding("manifest", "edition altered", message),)
    return Published(
        content.digest,
        content.watch,
        {article.key: article for article in content.articles},
        content.verdict,
        findings,
        setting=content.setting,
    )


def differences(
    text: str, published: Published, evidence: Mapping[str, Evidence]
) -> tuple[Finding, ...]:
    """What a JSON file says otherwise than the edition written again; see `again`.

    White space between its tokens is nobody's word.
    """
    compact = msgspec.json.format(text, indent=-1)
    return tuple(again.differences(compact, published, evidence, _compact, _parts))


def _compact(edition: Edition, setting: str) -> str:
    return msgspec.json.format(render(edition, setting), indent=-1)


def _parts(text: str) -> list[tuple[str, str]]:
    return [("manifest", text)]
