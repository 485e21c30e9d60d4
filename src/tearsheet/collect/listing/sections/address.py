"""Does an address look like an article's?"""

import re
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from tearsheet.collect.listing.sections.words import words

Likeness = Literal["article", "unclear", "other"]

_LONG_SLUG = 4  # words of a headline that end up in an address; a section's name has three at most
_LONG_ID = 5  # digits: a site with fewer articles is read by its slugs
_SHORT_ID = 3
_HEADLINE_LETTERS = 9  # letters of a headline in a script that has no spaces

_LONGEST_QUERY = 2_000
_INDEX = frozenset({"index", "default"})
_PAGE_FILE = re.compile(
    r"\.(?:[sxp]?html?|shtm|stm|php\d?|aspx?|jspx?|cfm|cms|do|ece|article|story|amp)$"
)
_OTHER_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|ico|css|m?js|json|xml|rss|atom|rdf|txt|pdf|docx?|xlsx?|pptx?"
    r"|zip|gz|rar|exe|apk|dmg|mp[34]|m4[av]|ogg|wav|webm|mov|avi|m3u8?|ics|vcf|epub|woff2?)$"
)
_MONTH_NAME = (
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july"
    r"|august|september|october|november|december"
)
_YEAR = r"(?:19[89]\d|20\d\d)"
_MONTH = rf"(?:0?[1-9]|1[0-2]|{_MONTH_NAME})"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
# A day in the path, in the order of any land, its parts in one segment or in several.
_DATED = re.compile(
    rf"(?<![\d])(?:{_YEAR}[-/_.]?{_MONTH}[-/_.]{_DAY}|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|{_YEAR}[-/](?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|{_DAY}[-/_.]{_MONTH}[-/_.]{_YEAR}"
    rf"|{_YEAR}[-/]{_MONTH})(?=[^\d]|$)"
    rf"|(?<!\d){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=\d{{4}})"  # and an id
)
_SPLIT = re.compile(r"[-_+,.;:!~'’()\s]+")
_DIGITS = re.compile(r"\d+")
# An id of letters and digits mixed: `c4gdkxzp1l2o`, `WB7dZ2`, `5f3a…`; and a UUID.
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_MIXED = re.compile(r"(?=(?:[a-z]*\d){2})(?=[^a-z]*[a-z])[a-z0-9]{7,40}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def likeness(url: str) -> Likeness:
    """What the address alone says.

    ``article``: a day or month with something behind it, a headline's worth of words, an id.
    ``other``: a home page, a list by tag or author, a page about the house, a file that is no
    page. ``unclear``: what a section and an article may both be called. Never raises.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "other"
    segments = [segment for segment in unquote(parts.path).lower().split("/") if segment]
    if segments and _OTHER_FILE.search(segments[-1]):
        return "other"
    name = _PAGE_FILE.sub("", segments[-1]) if segments else ""
    if name in _INDEX and len(segments) > 1:
        segments.pop()
        name = segments[-1]
    if segments and _is_surely_article(segments, name):
        return "article"
    asked = dict(parse_qsl(parts.query.lower()[:_LONGEST_QUERY]))
    if _is_other(segments, asked):
        return "other"
    if _chooses_article(asked) or (segments and name != segments[-1] and _has_number(asked)):
        return "article"
    if not segments or name in words().lists or (len(segments) == 1 and len(name) < _SHORT_ID):
        return "other"
    return _by_path(segments, name)


def _is_surely_article(segments: list[str], name: str) -> bool:
    """Whether it is one though a part of its path may be called `weather` or `authors`."""
    if _dated_name(segments, name):
        return True
    if len(segments) < 2 or segments[-2] in words().list_pages:
        return False
    count = _headline_words(name)
    return count > _LONG_SLUG or (count == _LONG_SLUG and _long_digits(name, _LONG_ID))


def _is_other(segments: list[str], asked: dict[str, str]) -> bool:
    known = words()
    bare = {_PAGE_FILE.sub("", segment) for segment in segments}
    if not bare.isdisjoint(known.list_pages) or not bare.isdisjoint(known.house_pages):
        return True
    if not known.list_parameters.isdisjoint(asked) and not _chooses_article(asked):
        return True
    return any(map(_turns_page, segments, [*segments[1:], ""]))


def _turns_page(segment: str, after: str) -> bool:
    """Whether a segment is `page` before a number, or `page-2`."""
    name, _, number = segment.partition("-")
    paging = words().paging
    return (segment in paging and after.isdecimal()) or (name in paging and number.isdecimal())


def _chooses_article(asked: dict[str, str]) -> bool:
    return any(
        name in words().article_parameters and (_long_digits(value, 2) or _MIXED.fullmatch(value))
        for name, value in asked.items()
    )


def _dated_name(segments: list[str], name: str) -> bool | None:
    """Whether a path with a date in it has something beside the date; None if it has no date."""
    whole = "/".join([*segments[:-1], name])
    dated = _DATED.search(whole)
    if not dated:
        return None
    behind = whole[dated.end() :].strip("/-_.")
    return bool(behind) or _letters(whole[: dated.start()].rpartition("/")[2])


def _has_number(asked: dict[str, str]) -> bool:
    """Whether a program's page is asked for something by its number, whatever it calls that."""
    return any(value.isdecimal() and len(value) > _SHORT_ID for value in asked.values())


def _by_path(segments: list[str], name: str) -> Likeness:
    if _dated_name(segments, name) is False:
        return "unclear"
    last_two = [_PAGE_FILE.sub("", segment) for segment in segments[-2:]]
    if any(_headline_words(segment) >= _LONG_SLUG for segment in last_two):
        return "article"
    if any(_has_id(segment) for segment in last_two):
        return "article"
    is_page = name != segments[-1]
    if _long_digits(name, _SHORT_ID) and (is_page or len(segments) > 1):
        return "article"
    return "unclear" if len(segments) > 1 or is_page or _headline_words(name) > 1 else "other"


def _has_id(segment: str) -> bool:
    if _long_digits(segment, _LONG_ID) or _UUID.search(segment):
        return True
    return any(_MIXED.fullmatch(word) for word in _SPLIT.split(segment))


def _long_digits(text: str, least: int) -> bool:
    return any(len(digits) >= least for digits in _DIGITS.findall(text))


def _headline_words(segment: str) -> int:
    """Words of a segment; letters count for scripts without spaces."""
    found = [word for word in _SPLIT.split(segment) if word and not word.isdecimal()]
    unspaced = len(_UNSPACED.findall(segment))
    return max(len(found), unspaced * _LONG_SLUG // _HEADLINE_LETTERS)


def _letters(text: str) -> bool:
    return any(mark.isalpha() for mark in text)
