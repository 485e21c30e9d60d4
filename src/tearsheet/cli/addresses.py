"""Addresses as people write them, and what to do where nothing can be had at one."""

from urllib.parse import urlsplit

import click


class _Address(click.ParamType[str, str]):
    """An address on the web, without a user name or password: those are kept nowhere.

    Unless ``whole``, a bare host will do.
    """

    name = "address"

    def __init__(self, *, whole: bool) -> None:
        self._whole = whole

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = value.strip()
        if not self._whole and "://" not in text:
            return self._held(text, f"https://{text}", param, ctx)
        return self._held(text, text, param, ctx)

    def _held(
        self, text: str, url: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        try:
            parts = urlsplit(url)
            host, names = parts.hostname, "@" in parts.netloc
            _ = parts.port  # raises where there is none to be read
        except ValueError:
            parts, host, names = urlsplit(""), None, False
        if names:
            self.fail("an address must not hold a user name or password", param, ctx)
        if parts.scheme not in ("http", "https") or not host or " " in url:
            shown = text if len(text) <= 200 else f"{text[:199]}…"
            self.fail(f"{shown!r}: write it as https://example.org/", param, ctx)
        return text


ADDRESS = _Address(whole=False)
WEB_ADDRESS = _Address(whole=True)


def advice(reason: str) -> str:
    """What a person can do where an address gives nothing, by the reason that is counted."""
    from tearsheet.collect.fetch import reasons

    return {
        "": "name one of its sections, or a feed",
        reasons.NO_HOST: "check the spelling",
        reasons.PRIVATE: "TEARSHEET_OPEN_HOSTS names hosts that may lie at one",
        reasons.NOT_FOUND: "name the site's front page, or a feed",
        reasons.GONE: "name the site's front page, or a feed",
        reasons.FORBIDDEN: "ask the site for its feed, and say who you are with TEARSHEET_CONTACT",
        reasons.ROBOTS: "the site does not want this address to be collected; name another",
        reasons.SLOW_DOWN: "wait an hour or more and try again",
    }.get(reason, "open it in a browser, name a feed of the site, or try again later")
