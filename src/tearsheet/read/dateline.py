"""Where and when does an agency text say it was written?

``BEIJING, June 16, 2025 /PRNewswire/ --``, ``АСТАНА, 16 июня. /ТАСС/.``, ``MEXICO CITY (AP) —``,
``新华社阿斯塔纳6月16日电``, ``(서울=연합뉴스)``, ``أنقرة / الأناضول``.
"""

import re
from functools import lru_cache

from tearsheet.model import Dateline, Span
from tearsheet.read.metadata.calendar import folded, month_names
from tearsheet.read.signatures import any_signature, wire_signed

_ABBREVIATED = re.compile(r"\.\w\.$")
# A standfirst and a byline may stand before it.
_FIRST_LINES = 3
_REACH = 160
_MOST_WORDS = 6
# Small words inside a place's name: Frankfurt am Main, Rio de Janeiro, Stratford-upon-Avon.
_SMALL = frozenset(
    {"am", "an", "der", "den", "ob", "im", "in", "de", "del", "la", "las", "los", "du", "des"}
    | {"le", "les", "do", "da", "dos", "das", "di", "of", "upon", "sur", "sous", "bei", "al", "el"}
)
_PLACE = r"(?P<place>[^\W\d_][\w'’.\-]*(?:(?:,\s|\s?/\s?|\s)[^\W\d_][\w'’.\-]*){0,5}?)"
_DATE = (
    r"(?P<date>(?:\d{1,2}\.?\s?(?:de\s)?[^\W\d_]{3,12}\.?(?:,?\s(?:de\s)?\d{4}(?!\d))?(?:\s?г\.)?"
    r"|[^\W\d_]{3,10}\.?\s\d{1,2}(?!\d)(?:,?\s\d{4}(?!\d))?|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?))"
)
_DASH = r"(?:\s*(?:--|[-–—―=]))"
_CHINESE = re.compile(
    r"[\s（(【]*(?P<agency>[\u4e00-\u9fff]{2,8}?(?:社|网|網|报|報|台|电|電))[】]?[\s，,]*(?P<place>[\u4e00-\u9fff·]{2,12}?)"
    r"[\s，,]*(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日)[\s，,]*(?:电|電|讯|訊|消息|报道)\s?"
    r"(?:[（(][^）)]{2,40}[）)])?[\s:：]*"
)
# 中央社記者王小明台北16日電, （中央社東京16日綜合外電報導）
_TAIWANESE = re.compile(
    r"[\s（(【]*(?P<agency>中央社)(?:記者[\u4e00-\u9fff]{2,3})?(?P<place>[\u4e00-\u9fff]{2,4}?)"
    r"(?P<date>\d{1,2}日)(?:[\u4e00-\u9fff]{0,6})(?:電|報導|專電)[）)】]?\s?"
)
_CHINESE_BARE = re.compile(
    r"[\s（(【]*(?P<agency>[\u4e00-\u9fff]{2,8}?(?:社|网|網))[】]?(?P<date>\d{1,2}月\d{1,2}日)?(?:电|電|讯|訊)\s?"
)
_JAPANESE = re.compile(r"【(?P<place>[^】=＝]{1,12}?)(?:[=＝](?P<who>[^】]{1,20}))?】")
_KOREAN = re.compile(r"[(\[](?P<place>[가-힣·]{2,10})\s?=\s?(?P<agency>[^)\]]{2,20})[)\]]\s?")
_KOREAN_BYLINE = re.compile(r"(?:[가-힣·\s]{2,20}(?:기자|특파원)\s?=\s?)?")
_ARABIC = re.compile(
    r"(?P<place>[\u0621-\u064a]+(?:\s[\u0621-\u064a]+){0,2}?)\s?[،,]?\s?"
    r"(?P<date>\d{1,2}\s[\u0621-\u064a]{3,10}(?:\s\d{4}(?:\s?م)?)?)?\s?"
    r"(?:[(/\-–—]\s?(?P<agency>[\u0621-\u064a](?:[\u0621-\u064a .]{1,24}))\s?[)/]?)"
    r"\s?(?:[-–—:]{1,2}|\.)?\s"
)


def dateline(text: str, language: str) -> Dateline | None:
    """The dateline that opens one of the first paragraphs, None if there is none.

    The span covers place, date, agency and the dash or stop that closes them. ``language``
    (BCP 47) names the months. A place alone counts only in capitals before a dash.
    """
    start = 0
    for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        head = line[:_REACH]
        found = _eastern(head) or _arabic(head) or _italian(head) or _western(head, language)
        if found is not None:
            place, date, agency, end = found
            return Dateline(place, date, agency, Span(start, start + end))
        start += len(line) + 1
    return None


_Found = tuple[str, str, str, int]


def _western(head: str, language: str) -> _Found | None:
    for pattern in _shapes():
        match = pattern.match(head)
        if match is None or not head[match.end() :].strip():
            continue
        groups = match.groupdict()
        place = groups["place"].strip(" ,-–—")
        place = place if _ABBREVIATED.search(place) else place.rstrip(".")
        date = (groups.get("date") or "").strip()
        agency = (groups.get("agency") or groups.get("slashed") or "").strip()
        if len(place) > 1 and _is_place(place) and _is_closed(place, date, agency, language):
            return place, date.rstrip("."), agency, len(match[0].rstrip())
    return None


def _is_closed(place: str, date: str, agency: str, language: str) -> bool:
    """Whether date and agency make a dateline of a place; a place alone must stand in capitals."""
    if date and not _is_date(date, language):
        return False
    if agency:
        return _is_agency(agency, place) or (bool(date) and agency[0].isupper())
    if place.isupper():
        return len(place) > 2 or bool(date)
    return bool(date) and any(character.isalpha() for character in date)


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], ...]:
    bracketed = r"(?:[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]|/(?P<slashed>[^/\n]{2,40})/)"
    known = any_signature()
    closing = rf"(?:{_DASH}+|\s*[.:]+{_DASH}*)"
    return tuple(
        re.compile(shape)
        for shape in (
            # BEIJING, June 16, 2025 /PRNewswire/ --   ASTANA, Feb 5 (Xinhua) --
            rf"{_PLACE}[,.]?\s{_DATE}[,.]?\s*{bracketed}{closing}?(?=\s)",
            # МОСКВА, 16 июн - РИА Новости.   Москва. 16 июня. INTERFAX.RU -
            rf"{_PLACE}[,.]\s{_DATE}[,.]?(?:{_DASH}+)?\s*(?P<agency>{known}){closing}(?=\s)",
            # MEXICO CITY (AP) —   Berlin/München (dpa/lby) -   SAN JOSE--(BUSINESS WIRE)--
            rf"{_PLACE}[,.]?(?:\s|{_DASH}+\s?)?{bracketed}{closing}",
            # АСТАНА. КАЗИНФОРМ –   ANKARA - AA -
            rf"{_PLACE}(?:[.,]|{_DASH})\s?(?P<agency>{known}){closing}(?=\s)",
            # BEIJING, June 16 --   GENEVA (June 16, 2025) –
            rf"{_PLACE}[,.]\s{_DATE}\.?{_DASH}+(?=\s)",
            rf"{_PLACE}\s[(]{_DATE}[)]{_DASH}+(?=\s)",
            # ARDEL (Velmarie), 17 septembre 2025. —
            rf"{_PLACE}\s[(][^()\d]{{3,30}}[)],?\s{_DATE}\.?{_DASH}+(?=\s)",
            # ASTANA –
            rf"{_PLACE}{_DASH}+(?=\s)",
        )
    )


def _is_place(place: str) -> bool:
    words = [word for word in re.split(r"[\s,/]+", place) if word]
    return 0 < len(words) <= _MOST_WORDS and all(
        word[0].isupper() or word in _SMALL for word in words
    )


def _is_date(date: str, language: str) -> bool:
    words = re.findall(r"[^\W\d_]{3,}", date)
    if not words:
        return True
    names = month_names(language)
    return any(folded(word) in names for word in words)


def _is_agency(agency: str, place: str) -> bool:
    """Whether brackets hold an agency: one we know, or an abbreviation after a place."""
    if wire_signed(agency):
        return True
    words = agency.split()
    if place.isupper() and 0 < len(words) <= 4 and all(word[0].isupper() for word in words):
        return True
    return len(words) == 1 and len(agency) <= 8 and agency.isalpha() and agency.isupper()


def _italian(head: str) -> _Found | None:
    """``(ANSA) - ROMA, 16 GIU -``"""
    match = re.match(
        rf"[(\[](?P<agency>[^)\]]{{2,20}})[)\]]{_DASH}\s*{_PLACE}(?:,\s(?P<date>\d{{1,2}}\s\w{{3,9}}))?{_DASH}+\s",
        head,
    )
    if match is None or not wire_signed(match["agency"]) or not _is_place(match["place"]):
        return None
    return match["place"], match["date"] or "", match["agency"], len(match[0].rstrip())


def _arabic(head: str) -> _Found | None:
    match = _ARABIC.match(head)
    if match is None or not wire_signed(match["agency"].strip()):
        return None
    return (
        match["place"],
        (match["date"] or "").strip(),
        match["agency"].strip(),
        len(match[0].rstrip()),
    )


def _eastern(head: str) -> _Found | None:
    match = _CHINESE.match(head) or _TAIWANESE.match(head)
    if match:
        return match["place"], match["date"], match["agency"], len(match[0].rstrip())
    match = _CHINESE_BARE.match(head)
    if match and wire_signed(match["agency"]):
        return "", match["date"] or "", match["agency"], len(match[0].rstrip())
    match = _KOREAN.match(head)
    if match:
        byline = _KOREAN_BYLINE.match(head, match.end())
        end = byline.end() if byline else match.end()
        return match["place"], "", match["agency"].strip(), len(head[:end].rstrip())
    match = _JAPANESE.match(head)
    if match is None:
        return None
    place, who = match["place"], match["who"] or ""
    if who:
        return place, "", who if wire_signed(who) else "", match.end()
    for size in range(len(place) - 1, 0, -1):
        if wire_signed(place[size:]):
            return place[:size], "", place[size:], match.end()
    return None
