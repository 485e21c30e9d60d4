"""Why a page could not be fetched: plain phrases, few enough to be counted.

A `Skipped` is our own choice (manners, safety, limits), a `Failed` the host's doing.
"""

NOT_FOUND = "not found"
"""Status 404."""
GONE = "gone"
"""Status 410: it was there and will not come back."""
FORBIDDEN = "refused by the host"
"""Status 401, 403 or 451."""
SLOW_DOWN = "asked to slow down"
"""Status 429, or 503 with a Retry-After that is longer than we wait."""
SERVER_ERROR = "server error"
"""Any other status of 500 and more, after all tries."""
OTHER_STATUS = "another status"
"""A status that is neither a page nor one of the above."""
ROBOTS = "robots.txt forbids"
"""Skipped: the host's robots.txt leaves this URL out for us."""
ROBOTS_UNREACHABLE = "robots.txt cannot be had"
"""Skipped: the host answers, but not with its rules (RFC 9309, section 2.3.1.4)."""
PRIVATE = "a private address"
"""Skipped: the host lies at an address that is not of the public Internet."""
NO_HOST = "no such host"
"""The name has no address."""
SCHEME = "not http or https"
"""Skipped: a URL of another scheme."""
BAD_URL = "not a URL"
"""Skipped: it cannot be read in one way only, or holds credentials."""
TIMEOUT = "took too long"
"""No whole answer within ``seconds``, at each try."""
TOO_LARGE = "too large"
"""Skipped: the payload is larger than ``payload_bytes``, packed or unpacked."""
BROKEN_COMPRESSION = "broken compression"
"""The content coding is damaged, unknown, or put on too many times."""
NOT_HTTP = "not HTTP"
"""What answers does not speak HTTP, or not within its bounds."""
TLS = "TLS error"
"""No secure connection: certificate, name or protocol."""
REDIRECTS = "too many redirects"
"""More than ten redirects, a loop of them, or one that leads nowhere."""
CONNECTION = "connection failed"
"""Refused, reset or closed before an answer."""
CUT_SHORT = "ended too soon"
"""The connection closed before the body was whole."""

CHOSEN = frozenset(
    {ROBOTS, ROBOTS_UNREACHABLE, PRIVATE, SCHEME, BAD_URL, TOO_LARGE},
)
"""The reasons that are `Skipped`."""
PASSING = frozenset({SLOW_DOWN, SERVER_ERROR, TIMEOUT, CONNECTION, CUT_SHORT})
"""The reasons that may be gone a moment later, so that a request is tried again."""
UNANSWERED = frozenset({TIMEOUT, CONNECTION, TLS, NOT_HTTP, NO_HOST})
"""The reasons that say the host, not one page, is in trouble."""
