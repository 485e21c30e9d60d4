"""How right are title, date, authors and language? Measured on fundus and trafilatura pages.

Titles are compared after Unicode NFKC, one style for quotation marks and apostrophes, and runs of
white space made one space; case and everything else counts. Dates agree where both name the same
day in the zone of the truth; a page that names no zone is compared as it stands. Authors agree
where the two sets of names are equal after white space is made even.
"""

import gzip
import html
import json
import re
import statistics
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.figures import Figure
from tearsheet.model import Dated
from tearsheet.read.language import language_of
from tearsheet.read.metadata import Metadata, metadata
from tearsheet.read.page import Page, PageError, parse

# Published or measured on the whole of fundus's test pages: JSON-LD as it is, then trafilatura's
# own metadata where JSON-LD has none.
PEER = "json-ld, then trafilatura"
_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"', "‘": "'", "’": "'", "‚": "'",
     "`": "'", "´": "'", "\u200b": None, "\u2060": None, "\xad": None}
)  # fmt: skip
# The languages of the fundus pages by country, and of publishers that write in another one (read
# by hand, 2026-11-21).
_LANGUAGES = {
    "at": "de", "au": "en", "be": "nl", "ca": "en", "ch": "de", "cn": "zh", "cz": "cs", "de": "de",
    "dk": "da", "es": "es", "fr": "fr", "gl": "da", "id": "id", "il": "de", "ind": "en",
    "isl": "is", "it": "it", "jp": "ja", "kr": "ko", "lb": "ar", "li": "de", "ls": "en",
    "lt": "lt", "lu": "de", "mx": "es", "my": "en", "na": "en", "no": "no", "pl": "pl", "pt": "pt",
    "py": "de", "ru": "ru", "se": "sv", "tr": "tr", "tw": "zh", "tz": "sw", "ua": "uk", "uk": "en",
    "us": "en", "vn": "vi", "za": "en",
    "PoliticoEu": "en", "MallorcaMagazin": "de", "MallorcaZeitung": "de", "Bhaskar": "hi",
    "Tageszeitung": "de", "TheJapanNews": "en", "MexicoNewsDaily": "en", "ThePortugalNews": "en",
    "TaipeiTimes": "en", "DailyNewsTZ": "en", "Pravda": "ru", "Dizindaba": "xh",
    "EyethuNews": "zu", "Ilanga": "zu", "Isolezwe": "zu", "IsolezweLesiXhosa": "xh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A page and what is known to be true of it; ``authors`` None if nobody looked."""

    name: str
    url: str
    payload: bytes
    title: str
    date: str
    authors: frozenset[str] | None
    country: str = ""
    body: str = ""


def measure(corpora: Path) -> list[Figure]:
    """Figures for fundus with their bars, for trafilatura's pages without."""
    fundus = list(fundus_cases(corpora / "pages" / "fundus"))
    read = [(case, page, metadata(page)) for case, page in _pages(fundus)]
    share = f"{len(read)} pages"
    figures = [
        Figure(
            "read.fundus.title",
            statistics.fmean(title_agreement(case.title, found.title) for case, _, found in read),
            "F1",
            bar=0.95,
            peers={PEER: 0.935},
            note=f"{share}; mean agreement by words (CJK: characters), as for bodies; NFKC, "
            "quotation marks and white space made even, case kept; peer measured the same way",
        ),
        Figure(
            "read.fundus.title.exact",
            _share(same_title(case.title, found.title) for case, _, found in read),
            "pages",
            peers={PEER: 0.798},
            note=f"{share}; the same string after that. The stored truth is now JSON-LD's, now "
            "Open Graph's headline where a page prints several; no rule follows both",
        ),
        Figure(
            "read.fundus.date",
            _share(same_day(case.date, found.published) for case, _, found in read),
            "pages",
            bar=0.98,
            peers={PEER: 0.98},
            note=f"{share}; same day in the zone of the truth",
        ),
        Figure(
            "read.fundus.authors",
            _share(same_authors(case.authors, found.authors) for case, _, found in read),
            "pages",
            bar=0.88,
            peers={PEER: 0.83},
            note=f"{share}; exact set; {WRONG_TRUTHS}",
        ),
        Figure(
            "read.fundus.language",
            _share(_right_language(case, found) for case, _, found in read),
            "pages",
            bar=1.0,
            note=f"{share}; of the stored body, by primary subtag",
        ),
        Figure(
            "read.metadata.time",
            _median_milliseconds([page for _, page, _ in read]),
            "ms a page",
            bar=4.0,
            better="low",
            note="processor time, median of 3 runs over parsed pages",
        ),
    ]
    return figures + _trafilatura_figures(corpora / "pages" / "trafilatura-half")


# Read by hand, 2026-11-21: stored truths that the page itself contradicts.
WRONG_TRUTHS = (
    "wrong truths: date KlasseGegenKlasse_2026_01_07 and AnadoluAjansi_2025_04_05 (day and month "
    "exchanged); authors SRF_2025_01_05, JungeWelt_2026_05_18, NTV_2024_08_05 (a place), "
    "TaipeiTimes_2024_10_15 (agency and place in one), LeFigaro_2024_11_22 (two in one), "
    "HankookIlbo_2026_07_12 (“and one other”), LeMonde_2023_09_01, AsahiShimbun_2025_01_13 (the "
    "outlet where the page names a person); title People_2024_04_24, Haberturk_2024_07_03 (with "
    "section and site)"
)


def fundus_cases(folder: Path) -> Iterator[Case]:
    """Every page of fundus; versions of the truth pair with pages in order of their dates."""
    for country in sorted(path for path in folder.iterdir() if path.is_dir()):
        addresses = json.loads((country / "meta.info").read_text("utf-8"))
        for path in sorted(country.glob("*.json")):
            truths = json.loads(path.read_text("utf-8"))
            pages = sorted(country.glob(f"{path.stem}_[0-9]*.html.gz"))
            versions = sorted(truths, key=lambda name: [int(n) for n in re.findall(r"\d+", name)])
            for version, page in zip(versions, pages, strict=True):
                truth = truths[version]
                yield Case(
                    page.name.removesuffix(".html.gz"),
                    addresses[page.name]["url"],
                    gzip.decompress(page.read_bytes()),
                    truth["title"],
                    truth["publishing_date"],
                    frozenset(truth.get("authors", ())),
                    country.name,
                    "\n".join(_paragraphs(truth["body"])),
                )


def trafilatura_cases(folder: Path) -> Iterator[Case]:
    """The pages of trafilatura's evaluation for which title, date and author were noted."""
    truths = json.loads(gzip.decompress((folder / "evaldata.json.gz").read_bytes()))
    for url, truth in truths.items():
        path = next(folder.glob(f"html/{truth['file']}*"), None)
        if "title" not in truth or path is None:
            continue
        payload = path.read_bytes()
        if path.suffix == ".gz":
            payload = gzip.decompress(payload)
        said = truth["author"]
        names = said if isinstance(said, list) else re.split(r"\s*(?:[;,]|\bund\b)\s*", said)
        yield Case(
            path.name,
            url,
            payload,
            truth["title"],
            truth["date"],
            frozenset(name for name in names if name) if said else None,
        )


def same_title(truth: str, found: str) -> bool:
    return even(truth) == even(found)


def even(text: str) -> str:
    """NFKC, one style of quotation marks, single spaces."""
    text = unicodedata.normalize("NFKC", html.unescape(text)).translate(_MARKS)
    return " ".join(text.split())


def title_agreement(truth: str, found: str) -> float:
    """F1 of the words two titles share, 1 for the same title."""
    one, other = Counter(_words(even(truth))), Counter(_words(even(found)))
    together = one.total() + other.total()
    return 2 * (one & other).total() / together if together else 1.0


def _words(text: str) -> list[str]:
    return re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+", text)


def same_day(truth: str, found: Dated | None) -> bool:
    if not truth:
        return True
    if found is None:
        return False
    at = datetime.fromisoformat(truth)
    day = found.at.astimezone(at.tzinfo).date() if found.zoned and at.tzinfo else found.at.date()
    return day == at.date()


def same_authors(truth: frozenset[str] | None, found: tuple[str, ...]) -> bool:
    return {" ".join(name.split()) for name in truth or ()} == set(found)


def language_of_case(case: Case) -> str:
    publisher = case.name.split("_")[0]
    return _LANGUAGES.get(publisher) or _LANGUAGES.get(case.country, "")


def _right_language(case: Case, found: Metadata) -> bool:
    language = language_of(found.title, case.body, found.declared_language)
    return _primary(language) == language_of_case(case)


def _primary(language: str) -> str:
    primary = language.split("-")[0]
    return {"nb": "no", "nn": "no"}.get(primary, primary)


def _paragraphs(body: dict[str, list[object]]) -> Iterator[str]:
    yield from (str(line) for line in body.get("summary", ()))
    for section in body.get("sections", ()):
        assert isinstance(section, dict)
        yield from section["headline"]
        yield from section["paragraphs"]


def _pages(cases: list[Case]) -> Iterator[tuple[Case, Page]]:
    for case in cases:
        try:
            yield case, parse(case.url, case.payload)
        except PageError:
            continue


def _trafilatura_figures(folder: Path) -> list[Figure]:
    read = [(case, metadata(page)) for case, page in _pages(list(trafilatura_cases(folder)))]
    titled = [(case, found) for case, found in read if case.title]
    dated = [(case, found) for case, found in read if case.date]
    signed = [(case, found) for case, found in read if case.authors]
    return [
        Figure(
            "read.trafilatura.title",
            _share(same_title(case.title, found.title) for case, found in titled),
            "pages",
            note=f"{len(titled)} pages with a noted title",
        ),
        Figure(
            "read.trafilatura.date",
            _share(
                found.published is not None and found.published.at.date().isoformat() == case.date
                for case, found in dated
            ),
            "pages",
            note=f"{len(dated)} pages with a noted date",
        ),
        Figure(
            "read.trafilatura.authors",
            _share(same_authors(case.authors, found.authors) for case, found in signed),
            "pages",
            note=f"{len(signed)} pages with a noted author",
        ),
    ]


def _share(hits: Iterator[bool]) -> float:
    outcomes = list(hits)
    return sum(outcomes) / len(outcomes) if outcomes else 0.0


def _median_milliseconds(pages: list[Page]) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        for page in pages:
            metadata(page)
        times.append((time.process_time() - start) * 1000 / max(len(pages), 1))
    return statistics.median(times)
