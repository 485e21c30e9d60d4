"""Why an edition cannot be had, changed or moved on; each message is for an editor."""

from tearsheet.model import Verdict


class NoSuchEditionError(LookupError):
    """There is no edition, or no version of it, of that number."""


class NoSuchSentenceError(NoSuchEditionError):
    """The edition has no such sentence any more."""


class FrozenError(RuntimeError):
    """The edition is not being written any more."""


class StaleError(RuntimeError):
    """The edition has moved on since it was looked at."""


class NotAllowedError(RuntimeError):
    """This person may not take this step, or there is no such step."""


class NotProvenError(RuntimeError):
    """The gate refuses the edition; ``verdict`` says where."""

    def __init__(self, message: str, verdict: Verdict) -> None:
        super().__init__(message)
        self.verdict = verdict


class ArticleNotReadError(RuntimeError):
    """An address or a file did not become an article."""
