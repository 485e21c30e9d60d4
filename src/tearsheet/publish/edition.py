"""An edition ready to be set: the digest and everything its tear sheets show."""

from collections.abc import Mapping
from dataclasses import dataclass

from tearsheet.model import Digest, Evidence, Verdict, Watch


@dataclass(frozen=True, slots=True)
class Edition:
    """One digest with what stands behind it.

    ``evidence`` holds every article the digest's supports name, by article key, and may hold
    the copies that were counted once. ``verdict`` is the gate's word, None before it has spoken.
    """

    digest: Digest
    watch: Watch
    evidence: Mapping[str, Evidence]
    verdict: Verdict | None = None


class PublishError(ValueError):
    """A file is no edition of ours, or an edition lacks the evidence it rests on."""
