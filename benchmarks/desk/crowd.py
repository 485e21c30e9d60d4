"""A store as it is after a year: 100,000 articles in 20,000 stories, the same ones every time.

Four watches, 400 outlets in eight languages, 52 weeks with an edition for each watch, copies, and
what two editors decided. The rows are those that collecting, relating and the desk would have
made, written at once instead of one after the other; what of it lies in the archive,
`benchmarks.desk.paper` puts there.
`python -m benchmarks.desk.crowd FOLDER [ARTICLES]` makes one.
"""

import os
import re
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from html import escape
from itertools import count
from pathlib import Path
from random import Random

from django.db import connection, transaction
from platformdirs import user_cache_path

from benchmarks.desk.grammar import BY_CODE, PEOPLE
from tearsheet.edit import Match, Mention
from tearsheet.model import (
    Annotations,
    Article,
    Assignment,
    Capture,
    Card,
    CardOutlet,
    Choice,
    Copy,
    CopyGroup,
    Dated,
    Digest,
    ExtractionReport,
    Feature,
    Flag,
    Item,
    Location,
    Name,
    Outlet,
    OutletKind,
    OutletName,
    Ownership,
    OwnershipKind,
    Quote,
    Sentence,
    Span,
    Speaker,
    Standing,
    Story,
    Suggestion,
    Support,
    Watch,
    WatchName,
    capture_key,
)
from tearsheet.pipeline.inbox import filing
from tearsheet.pipeline.inbox.cards import traits_of
from tearsheet.pipeline.relating import run
from tearsheet.press.url_key import url_key
from tearsheet.settings import Settings
from tearsheet.store import inbox, noted, people, search, writes
from tearsheet.store.database import close_store, open_store
from tearsheet.store.records import capture_row, frozen
from tearsheet.store.rows import (
    ArticleRow,
    CaptureRow,
    CardMemberRow,
    CardRow,
    DecisionRow,
    GroupMemberRow,
    GroupRow,
    MarkRow,
    MatchRow,
    OutletRow,
    RelatedRow,
    StepRow,
    StoryMemberRow,
    StoryRow,
    TextRow,
)
from tearsheet.store.search import Entry
from tearsheet.text.query import index_terms

VERSION = 3
"""Raised when the store would come out otherwise: a copy that is kept is then made anew."""
FOLDER = Path(os.environ.get("TEARSHEET_CROWDS", user_cache_path("tearsheet") / "crowds"))
"""Where the stores are kept that the benchmarks of the desk ask."""
ARTICLES, OUTLETS, WEEKS = 100_000, 400, 52
LAST = date(2025, 12, 28)
"""The Sunday that the year ends on."""
NOW = datetime(2025, 12, 28, 18, tzinfo=UTC)
EDITORS = ("edda", "cleo")
_BATCH = 2_500
_ITEMS = 5

WATCHES = tuple(
    Watch(
        key,
        english,
        "country",
        (
            WatchName(english, "en"), WatchName(russian, "ru"), WatchName(arabic, "ar"),
            WatchName(chinese, "zh"), WatchName(english, "und"), WatchName(russian, "kk"),
        ),
        country=country,
    )
    for key, english, russian, arabic, chinese, country in (
        ("velmaria", "Velmaria", "Вельмария", "فلماريا", "韦尔马里亚", "XV"),
        ("tarsenia", "Tarsenia", "Тарсения", "تارسينيا", "塔尔塞尼亚", "XT"),
        ("kestria", "Kestria", "Кестрия", "كستريا", "凯斯特里亚", "XK"),
        ("morrowland", "Morrowland", "Морроуленд", "مورولاند", "莫罗兰", "XM"),
    )
)  # fmt: skip
_NOBODY = Watch("", "Norda", "country", (
    WatchName("Norda", "en"), WatchName("Норда", "ru"), WatchName("نوردا", "ar"),
    WatchName("诺尔达", "zh"), WatchName("Норда", "kk"), WatchName("Norda", "und"),
))  # fmt: skip
_COUNTRIES = {
    "en": ("GB", "US", "IE", "CA", "AU", "IN", "XV"), "ru": ("RU", "XV", "XT", "BY"),
    "fr": ("FR", "BE", "SN", "TN"), "es": ("ES", "MX", "AR", "CL"), "de": ("DE", "AT", "CH"),
    "ar": ("EG", "QA", "MA", "JO"), "kk": ("KZ", "XK"), "zh": ("CN", "SG"),
}  # fmt: skip
_SHARES = {"en": 34, "ru": 16, "fr": 10, "es": 10, "de": 10, "ar": 7, "kk": 6, "zh": 7}
_NAMES = ("Herald", "Courier", "Ledger", "Observer", "Tribune", "Gazette", "Post", "Voice")
_KINDS: tuple[OutletKind, ...] = ("newspaper", "newspaper", "online", "broadcaster", "agency")
_OWNERS: tuple[OwnershipKind, ...] = ("private", "private", "private", "public", "state", "unknown")
_CHOICES: tuple[Choice, ...] = (
    *("taken",) * 4, *("later",) * 2, *("dropped",) * 8, "not about us", *("new",) * 5,
)  # fmt: skip
_QUOTED = re.compile(r"[“«„]\s?(.+?)\s?[”»“]")
_FIRST = LAST - timedelta(days=7 * WEEKS - 1)


def crowd(folder: Path, articles: int = ARTICLES) -> Path:
    """The home folder of a store of so many articles, kept in ``folder`` once it is made."""
    home = folder / f"crowd-{VERSION}-{articles}"
    if not (home / "whole").is_file():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        settings = Settings(home=home, vectors="none")
        open_store(settings.store)
        fill(articles)
        close_store()
        (home / "whole").touch()
    return home


def fill(articles: int = ARTICLES) -> None:
    """Fill the store that is open, and empty, with a year of so many articles."""
    if connection.vendor == "sqlite":
        # What is half made is thrown away: nothing waits for the disk.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    outlets = _outlets()
    with transaction.atomic():
        for watch in WATCHES:
            writes.save_watch(watch)
        OutletRow.objects.bulk_create(
            OutletRow(key=one.key, name=one.name, country=one.country or "", noun=frozen(one))
            for one in outlets
        )
    year = _Year(outlets, articles)
    for some in _batches(year.stories()):
        with transaction.atomic():
            _file(some)
    with transaction.atomic():
        for digest in year.editions():
            writes.save_edition(digest)
        _note()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _note() -> None:
    """Put down that the cards on file are made of everything as it is now."""
    noted.note("cards", {"version": filing.VERSION})
    noted.note("watch", noted.watch_digests())
    noted.note("outlet", noted.outlet_digests())
    editions = noted.edition_digests()
    for watch, number in editions:
        noted.file_uses(watch, number)
    noted.note("edition", {f"{watch} {at}": digest for (watch, at), digest in editions.items()})


def page_of(title: str, text: str, language: str) -> bytes:
    """The page that an article of the year was read from."""
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n"))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n<body><article><h1>{escape(title)}</h1>\n"
        f"{paragraphs}</article></body></html>\n"
    ).encode()


@dataclass
class Report:
    """One article of the year with all that is known of it."""

    article: Article
    key: str
    outlet: Outlet
    capture: Capture
    annotations: Annotations
    terms: tuple[str, str]
    matches: noted.Matches
    copy_of: str = ""

    @property
    def at(self) -> datetime:
        """When it was out."""
        return self.article.published.at if self.article.published else self.capture.captured_at


@dataclass
class Event:
    """One story of the year, its reports in time order, and its cards as they stand."""

    reports: list[Report]
    cards: list[inbox.Filed] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The key of its first report."""
        return self.reports[0].key


def _outlets() -> list[Outlet]:
    random, found = Random("outlets"), list[Outlet]()
    for number in range(OUTLETS):
        language = random.choices(tuple(_SHARES), tuple(_SHARES.values()))[0]
        name = f"{random.choice(BY_CODE[language].places)} {random.choice(_NAMES)} {number}"
        key = f"outlet{number}.example"
        found.append(
            Outlet(
                key,
                name,
                (OutletName(name, language),),
                (key,),
                random.choice(_COUNTRIES[language]),
                (language,),
                random.choice(_KINDS),
                Ownership(random.choice(_OWNERS), "https://owners.example/"),
            )
        )
    return found


class _Year:
    """Events, one after the other, and the editions that are made of them."""

    def __init__(self, outlets: Sequence[Outlet], articles: int) -> None:
        self.random = Random(f"year {articles}")
        self.articles = articles
        self.by_language = defaultdict[str, list[Outlet]](list)
        for one in outlets:
            self.by_language[one.languages[0]].append(one)
        self.number = count()
        digests = noted.watch_digests()
        self.asked = {one.key: f"{filing.VERSION} {digests[one.key]}" for one in WATCHES}
        self.items = defaultdict[tuple[str, int], list[Report]](list)

    def stories(self) -> Iterator[Event]:
        """So many that all articles are in one."""
        left, number, most = self.articles, count(), max(1, self.articles // 5)
        while left:
            at = next(number)
            size = min(left, self._size() if at < most - 1 else left, 60)
            left -= size
            yield self._event(at * 7 * WEEKS // max(most, at + 1), size)

    def _size(self) -> int:
        """How many articles a story has: five in the mean, most of them few."""
        least, most = self.random.choices(
            ((1, 1), (2, 3), (4, 8), (10, 20), (30, 60)), (42, 25, 22, 9, 2)
        )[0]
        return self.random.randint(least, most)

    def _event(self, day: int, size: int) -> Event:
        random = self.random
        watches = random.choices(((0,), (1,), (2,), (3,), (0, 1), ()), (22, 16, 12, 10, 8, 32))[0]
        subjects = [WATCHES[at] for at in watches]
        began = datetime.combine(_FIRST, datetime.min.time(), UTC) + timedelta(
            days=day, minutes=random.randrange(1440)
        )
        reports = list[Report]()
        for at in range(size):
            out = began + timedelta(hours=random.expovariate(1 / 9) if at else 0)
            if reports and random.random() < 0.22:
                reports.append(self._copied(random.choice(reports), out))
            else:
                reports.append(self._reported(subjects, min(out, NOW)))
        reports.sort(key=lambda one: (one.at, one.key))
        event = Event(reports)
        event.cards = [self._card(event, one) for one in subjects]
        return event

    def _reported(self, subjects: Sequence[Watch], out: datetime) -> Report:
        random = self.random
        language = random.choices(tuple(_SHARES), tuple(_SHARES.values()))[0]
        tongue, outlet = BY_CODE[language], random.choice(self.by_language[language])
        subject = (subjects or (_NOBODY,))[0]
        known = _called(subject, language)
        both = f" – {_called(subjects[1], language)}" if len(subjects) > 1 else ""
        words = {
            "s": known,
            "t": random.choice(tongue.things),
            "p": random.choice(tongue.places),
            "n": random.randrange(2, 980),
            "w": random.choice(PEOPLE.get(language, PEOPLE["en"])),
        }
        title = random.choice(tongue.titles).format(**words) + both
        lead = random.choice(tongue.leads).format(**words) + both
        quote = tongue.quote.format(**words)
        pool = random.sample(tongue.pool, random.randint(6, 14))
        text = "\n".join((lead, quote, *_paragraphs(pool, tongue.joint)))
        terms = (
            index_terms(title, language),
            " ".join(
                (index_terms(f"{lead}\n{quote}", language), *map(tongue.pool_terms.get, pool))  # type: ignore[arg-type]
            ),
        )
        return self._filed(title, text, language, outlet, out, subjects, terms, str(words["w"]))

    def _filed(
        self,
        title: str,
        text: str,
        language: str,
        outlet: Outlet,
        out: datetime,
        subjects: Sequence[Watch],
        terms: tuple[str, str],
        person: str,
    ) -> Report:
        random, number = self.random, next(self.number)
        url = f"https://{outlet.key}/{out:%Y/%m}/{number}"
        page = page_of(title, text, language)
        payload = sha256(page).hexdigest()
        capture = Capture(
            capture_key(url, payload), url, url, out + timedelta(minutes=random.randint(5, 400)),
            200, (("Content-Type", "text/html"),), "text/html", payload, len(page),
            Location("tearsheet-000001.warc.gz", number * 9_000, 4_000, payload),
            f"feed:{outlet.key}",
        )  # fmt: skip
        basis = random.choices(("page", "url", "dateline", ""), (90, 5, 3, 2))[0]
        article = Article(
            capture.key, url, title, text, language, ExtractionReport("crowd"),
            direction="rtl" if language == "ar" else "ltr",
            published=Dated(out, "minute", basis, out.isoformat()) if basis else None,  # type: ignore[arg-type]
            kind=random.choices(("news", "opinion", "press release"), (94, 4, 2))[0],  # type: ignore[arg-type]
        )  # fmt: skip
        key = article.key
        return Report(
            article, key, outlet, capture, _annotations(key, text, person), terms,
            self._matches(title, text, language, outlet, subjects),
        )  # fmt: skip

    def _copied(self, original: Report, out: datetime) -> Report:
        """The same words in another outlet of the language."""
        first = original.article
        outlet = self.random.choice(self.by_language[first.language])
        speaker = original.annotations.quotes[0].speaker
        subjects = [one for one in WATCHES if original.matches[one.key][1].about]
        made = self._filed(
            first.title, first.text, first.language, outlet, min(max(out, original.at), NOW),
            subjects, original.terms, speaker.name if speaker else "",
        )  # fmt: skip
        made.copy_of = original.copy_of or original.key
        return made

    def _matches(
        self, title: str, text: str, language: str, outlet: Outlet, subjects: Sequence[Watch]
    ) -> noted.Matches:
        found: noted.Matches = {}
        for watch in WATCHES:
            about = watch in subjects
            called = _called(watch, language)
            mentions = tuple(
                Mention(part, Span(at, at + len(called)), WatchName(called, language))
                for part, words in (("title", title), ("text", text))
                if about and (at := words.find(called)) >= 0
            )
            foreign = outlet.country != watch.country
            where = "foreign" if foreign else "domestic"
            why = ("named in the title", "named in the lead") if about else ("not named",)
            centrality = round(self.random.uniform(0.3, 0.9), 4) if about else 0.0
            found[watch.key] = (
                self.asked[watch.key],
                Match(about, centrality, mentions, foreign, (*why, f"{where}: {outlet.name}")),  # type: ignore[arg-type]
            )
        return found

    def _card(self, event: Event, watch: Watch) -> inbox.Filed:
        random, reports = self.random, event.reports
        read = next((one for one in reports if one.article.language == "en"), reports[0])
        week = min(WEEKS - 1, (read.at.date() - _FIRST).days // 7)
        items = self.items[watch.key, week]
        used = (week + 1,) if len(reports) > 1 and len(items) < _ITEMS else ()
        if used:
            items.append(read)
        end = read.article.text.index("\n")
        kinds = Counter("copy" if one.copy_of else one.article.kind for one in reports)
        own = {one.outlet.key for one in reports if not one.copy_of}
        card = Card(
            watch.key, event.key, read.key, read.article.title, read.article.text[:end],
            read.article.language, _card_outlets(reports), len(reports), len(own),
            sum(bool(one.copy_of) for one in reports), reports[0].at, reports[-1].at,
            reports[0].capture.captured_at, reports[-1].capture.captured_at,
            _flags(reports, bool(used)), used, tuple(kind for kind, _ in kinds.most_common()),
            _features(random, read.matches[watch.key][1], read, len(own), len(reports)),
            len(reports), read.key, read.article.language, Span(0, end),
        )  # fmt: skip
        days = [one.at.date() for one in reports]
        choice = "taken" if used else random.choice(_CHOICES)
        if week == WEEKS - 1 and not used:
            choice = "new"
        decided = Standing()
        if choice != "new":
            decided = Standing(choice, random.choice(EDITORS), card.grown_at + timedelta(hours=3))
        return inbox.Filed(
            card, tuple(one.key for one in reports), min(days), max(days), traits_of(card),
            card.grown_at, decided,
        )  # fmt: skip

    def editions(self) -> Iterator[Digest]:
        """One for each watch and week, the last still a draft."""
        for watch in WATCHES:
            for week in range(WEEKS):
                if reports := self.items.get((watch.key, week)):
                    yield _edition(watch, week, reports)


def _called(watch: Watch, language: str) -> str:
    names = {one.language: one.text for one in watch.names}
    return names.get(language, names["und"])


def _paragraphs(sentences: Sequence[str], joint: str) -> Iterator[str]:
    for at in range(0, len(sentences), 3):
        yield joint.join(sentences[at : at + 3])


def _annotations(key: str, text: str, person: str) -> Annotations:
    quoted, at = _QUOTED.search(text), text.find(person)
    if quoted is None or at < 0:
        return Annotations(key)
    mention = Span(at, at + len(person))
    speaker = Speaker(person, None, mention, person, "named", 0.9)
    return Annotations(
        key,
        quotes=(Quote((Span(*quoted.span(1)),), "direct", speaker=speaker),),
        names=(Name(person, "person", (mention,), "speaks", 0.9),),
    )


def _card_outlets(reports: Sequence[Report]) -> tuple[CardOutlet, ...]:
    copies = Counter(one.outlet.key for one in reports if one.copy_of)
    first = {one.outlet.key: one for one in reversed(reports)}
    return tuple(
        CardOutlet(
            key, one.outlet.name, one.outlet.country, one.article.language,
            one.outlet.ownership.kind, copies[key],
        )
        for key, one in sorted(first.items(), key=lambda pair: pair[1].at)
    )  # fmt: skip


def _flags(reports: Sequence[Report], used: bool) -> tuple[Flag, ...]:
    held: dict[Flag, bool] = {
        "press release": any(one.article.kind == "press release" for one in reports),
        "opinion": any(one.article.kind == "opinion" for one in reports),
        "state-owned outlet": any(one.outlet.ownership.kind == "state" for one in reports),
        "doubtful date": any(
            one.article.published is None or one.article.published.basis == "dateline"
            for one in reports
        ),
        "used": used,
    }
    return tuple(flag for flag, holds in held.items() if holds)


def _features(
    random: Random, found: Match, read: Report, own: int, printings: int
) -> tuple[Feature, ...]:
    words = len(read.article.text.split())
    return (
        Feature("centrality", found.centrality, 3.0, "; ".join(found.reasons)),
        Feature("quotation", 0.5, 0.8, "one named speaker"),
        Feature("substance", min(1.0, words / 500), 1.0, f"{words} words"),
        Feature("standing", round(random.random(), 2), 0.8, f"{read.outlet.name} is known"),
        Feature("story", min(1.0, (own - 1) / 3), 1.2, f"{own} independent outlets tell the event"),
        Feature("printings", min(1.0, printings / 16), 0.8, f"printed or told {printings} times"),
    )


def _edition(watch: Watch, week: int, reports: Sequence[Report]) -> Digest:
    first = _FIRST + timedelta(days=7 * week)
    drafted = datetime.combine(first + timedelta(days=6), datetime.min.time(), UTC)
    title = f"{watch.title} in the press"
    return Digest(
        week + 1, watch.key, "astana", "en", first, first + timedelta(days=6),
        Sentence("headline", title, "en", (
            Support(Span(0, len(watch.title)), "template", fact="watch"),)),
        (Sentence("lead", f"{len(reports)} reports.", "en", (
            Support(Span(0, 1), "template", fact="items"),)),),
        tuple(map(_item, reports)),
        drafted + timedelta(hours=16),
        "draft" if week == WEEKS - 1 else "published",
    )  # fmt: skip


def _item(report: Report) -> Item:
    article, language = report.article, report.article.language
    lead = article.text[: article.text.index("\n")]
    spoken = [span for quote in report.annotations.quotes for span in quote.spans]
    called = report.outlet.name
    return Item(
        report.key,
        (
            _verbatim("headline", article.title, report, Span(0, len(article.title)), language),
            Sentence("attribution", f"{called} reports.", "en", (
                Support(Span(0, len(called)), "template", report.key, fact="outlet"),)),
            _verbatim("substance", lead, report, Span(0, len(lead)), language),
            *(
                _verbatim("quotation", span.of(article.text), report, span, language)
                for span in spoken
            ),
        ),
        Suggestion(report.key, ()),
    )  # fmt: skip


def _verbatim(kind: str, text: str, report: Report, span: Span, language: str) -> Sentence:
    part = "title" if kind == "headline" else "text"
    support = Support(Span(0, len(text)), "verbatim", report.key, part, span)  # type: ignore[arg-type]
    return Sentence(kind, text, language, (support,))  # type: ignore[arg-type]


# On file.


def _batches(events: Iterator[Event]) -> Iterator[list[Event]]:
    some, articles = list[Event](), 0
    for event in events:
        some.append(event)
        articles += len(event.reports)
        if articles >= _BATCH:
            yield some
            some, articles = [], 0
    if some:
        yield some


def _file(events: Sequence[Event]) -> None:
    reports = [one for event in events for one in event.reports]
    _file_articles(reports)
    _file_relations(events, reports)
    MatchRow.objects.bulk_create(
        MatchRow(article_key=one.key, noun=frozen(one.matches)) for one in reports
    )
    _file_cards([card for event in events for card in event.cards])


def _file_articles(reports: Sequence[Report]) -> None:
    captures = [capture_row(one.capture) for one in reports]
    for row, report in zip(captures, reports, strict=True):
        row.reading, row.article_key = "kept", report.key
    CaptureRow.objects.bulk_create(captures)
    TextRow.objects.bulk_create(
        TextRow(
            article_key=one.key, capture_key=one.capture.key, file="tearsheet-000001.warc.gz",
            offset=one.capture.location.offset + 4_500, length=2_000, sha256=one.key,
        )
        for one in reports
    )  # fmt: skip
    ArticleRow.objects.bulk_create(
        ArticleRow(
            key=one.key, capture_id=one.capture.key, outlet_id=one.outlet.key,
            url=one.article.url, url_key=url_key(one.article.url), title=one.article.title,
            language=one.article.language,
            published_at=one.article.published.at if one.article.published else None,
            noun=frozen(one.article), annotations=frozen(one.annotations),
        )
        for one in reports
    )  # fmt: skip
    people.file_names((one.article, one.annotations) for one in reports)
    search.index(
        Entry(
            one.key, one.at.replace(tzinfo=None), *one.terms, one.outlet.key, one.article.language
        )
        for one in reports
    )


def _file_relations(events: Sequence[Event], reports: Sequence[Report]) -> None:
    settings = Settings(vectors="none")
    version = f"{run.VERSION} {settings.vectors} {settings.wrong_merge_cost:g}"
    RelatedRow.objects.bulk_create(
        RelatedRow(
            article_key=one.key, version=version, fingerprint=b"", language=one.article.language,
            outlet=one.outlet.key, day=one.at.date(), twins=[one.copy_of] if one.copy_of else [],
        )
        for one in reports
    )  # fmt: skip
    copies = defaultdict[str, list[str]](list)
    for one in reports:
        if one.copy_of:
            copies[one.copy_of].append(one.key)
    groups = [
        CopyGroup(
            original,
            (Copy(original, "original", ""), *(Copy(key, "exact", "the same") for key in others)),
        )
        for original, others in copies.items()
    ]
    GroupRow.objects.bulk_create(GroupRow(key=one.key, noun=frozen(one)) for one in groups)
    GroupMemberRow.objects.bulk_create(
        GroupMemberRow(article_key=copy.article_key, group_id=one.key)
        for one in groups
        for copy in one.copies
    )
    StoryRow.objects.bulk_create(
        StoryRow(
            key=event.key, first_at=event.reports[0].at, last_at=event.reports[-1].at,
            noun=frozen(_story(event)),
        )
        for event in events
    )  # fmt: skip
    StoryMemberRow.objects.bulk_create(
        StoryMemberRow(
            article_key=one.key,
            story_key=event.key,
            noun=frozen(Assignment(one.key, event.key)),
        )
        for event in events
        for one in event.reports
    )


def _story(event: Event) -> Story:
    own = {one.outlet.key for one in event.reports if not one.copy_of}
    return Story(event.key, tuple(one.key for one in event.reports), len(own))


def _file_cards(cards: Sequence[inbox.Filed]) -> None:
    decided = [one for one in cards if one.standing.choice != "new"]
    steps = StepRow.objects.bulk_create(
        StepRow(
            watch_key=one.card.watch_key, kind="decide", choice=one.standing.choice,
            who=one.standing.who, at=one.standing.at,
        )
        for one in decided
    )  # fmt: skip
    MarkRow.objects.bulk_create(
        MarkRow(
            step=step, watch_key=step.watch_key, article_key=one.card.story_key, choice=step.choice
        )
        for step, one in zip(steps, decided, strict=True)
    )
    DecisionRow.objects.bulk_create(
        DecisionRow(
            subject=f"inbox {step.watch_key}: {one.card.story_key}",
            verdict=f"{step.choice}, step {step.pk}", who=step.who, at=step.at,
        )
        for step, one in zip(steps, decided, strict=True)
    )  # fmt: skip
    number = {id(one): step.pk for step, one in zip(steps, decided, strict=True)}
    rows = CardRow.objects.bulk_create(
        inbox.card_row(replace(one, standing=replace(one.standing, step=number.get(id(one), 0))))
        for one in cards
    )
    CardMemberRow.objects.bulk_create(
        CardMemberRow(card_id=row.pk, article_key=key)
        for row, one in zip(rows, cards, strict=True)
        for key in one.members
    )


if __name__ == "__main__":
    print(crowd(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES))
