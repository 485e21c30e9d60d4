"""An edition made by hand: five invented articles in five languages and four scripts.

Outlets, people and events are made up; every support is found by its words, so that it is right
by construction, and a word that is not in its article raises ValueError.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from html import escape

from tearsheet.model import (
    Article,
    Capture,
    Credit,
    Dated,
    Digest,
    Evidence,
    ExtractionReport,
    Finding,
    Item,
    Location,
    Outlet,
    OutletName,
    Override,
    Ownership,
    Provenance,
    Sentence,
    Span,
    Suggestion,
    Support,
    Verdict,
    Watch,
    WatchName,
    capture_key,
)
from tearsheet.model.article import ArticleKind, DateBasis, Part, Precision
from tearsheet.model.digest import Fact, SentenceKind
from tearsheet.publish.edition import Edition

CAPTURED = datetime(2025, 6, 14, 8, 12, 31, tzinfo=UTC)
REPORT = ExtractionReport("1")
ORIGINAL = Provenance()

COURIER = Outlet(
    "harbour-courier.example",
    "The Harbour Courier",
    (OutletName("The Harbour Courier", "en"),),
    ("harbour-courier.example",),
    "GB",
    ("en",),
    "newspaper",
    Ownership("private", "the paper's own imprint"),
)
VESTNIK = Outlet(
    "volzhskij-vestnik.example",
    "Волжский вестник",
    (OutletName("Волжский вестник", "ru"), OutletName("Volzhsky Vestnik", "en")),
    ("volzhskij-vestnik.example",),
    "RU",
    ("ru",),
    "newspaper",
    Ownership("state-funded", "register of subsidised newspapers, 2024"),
)
NILE = Outlet(
    "nil-jadid.example",
    "النيل الجديد",
    (OutletName("النيل الجديد", "ar"), OutletName("The New Nile", "en")),
    ("nil-jadid.example",),
    "EG",
    ("ar",),
    "newspaper",
    Ownership("state", "press law, list of national newspapers"),
)
ORIENT = Outlet(
    "dongfang-xinbao.example",
    "东方新报",
    (OutletName("东方新报", "zh"), OutletName("New Orient Post", "en")),
    ("dongfang-xinbao.example",),
    "CN",
    ("zh",),
    "agency",
    Ownership("state", "the agency's own statute"),
)
OLGII = Outlet(
    "olgii-tany.example",
    "Өлгий таңы",
    (OutletName("Өлгий таңы", "kk"),),
    ("olgii-tany.example",),
    "MN",
    ("kk",),
    "broadcaster",
    Ownership("public", ""),
    confirmed=False,
)
KURIER = replace(
    COURIER,
    key="hafenkurier.example",
    name="Hafenkurier",
    names=(OutletName("Hafenkurier", "de"),),
    domains=("hafenkurier.example",),
    country="DE",
    languages=("de",),
)


def article_of(
    outlet: Outlet,
    language: str,
    title: str,
    text: str,
    *,
    day: int = 12,
    precision: Precision = "day",
    basis: DateBasis = "page",
    authors: tuple[str, ...] = (),
    kind: ArticleKind = "news",
    url: str = "",
    provenance: Provenance = ORIGINAL,
) -> Evidence:
    """An article with its whole chain, the page being the plainest HTML that says it."""
    url = url or f"https://{outlet.domains[0]}/2025/06/{day}/story"
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n"))
    page = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>"
        f'<time datetime="2025-06-{day}">2025-06-{day}</time>{body}</body></html>'
    )
    payload = page.encode()
    digest = sha256(payload).hexdigest()
    capture = Capture(
        capture_key(url, digest),
        url,
        url,
        CAPTURED,
        200,
        (("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "reader=1")),
        "text/html",
        digest,
        len(payload),
        Location("0001.warc.gz", 0, 1, "0" * 64),
        f"file:{outlet.key}.html",
    )
    published = Dated(
        datetime(2025, 6, day, 9, 30, tzinfo=timezone(timedelta(hours=5))),
        precision,
        basis,
        f"2025-06-{day}",
    )
    article = Article(
        capture.key,
        url,
        title,
        text,
        language,
        REPORT,
        "rtl" if language == "ar" else "ltr",
        published,
        authors=authors,
        site_name=outlet.name,
        kind=kind,
        provenance=provenance,
    )
    return Evidence(article, article.record, capture, payload, outlet)


ENGLISH = article_of(
    COURIER,
    "en",
    "On the Caspian shore, Kazakhstan counts its seals by drone",
    "The seals of the northern Caspian are easier to love than to count. For a fortnight in early "
    "June a team from three institutes flew eleven drones over the ice-free islands off Kazakhstan "
    "and came back with 4,300 photographs.\n"
    "The first estimate, 92,000 animals, is lower than anyone had hoped.\n"
    "“We came to count seals and ended up counting shoals,” said Aigerim Sadykova, who leads the "
    "survey. “Every island we had on the map had moved, and two of them were gone.\n"
    "“If the water keeps falling at this rate, there will be no islands left to fly over by the "
    "time my students retire.”\n"
    "The institutes will publish their data in September, and Kazakhstan has not said whether it "
    "will close the islands to boats in the pupping season.",
    authors=("Thomas Ardley", "Ines Möller"),
    precision="minute",
)
RUSSIAN = article_of(
    VESTNIK,
    "ru",
    "Казахстан открывает ночной поезд к Аралу",
    "С первого июля из Алма-Аты к бывшему берегу Аральского моря пойдёт ночной поезд. Билет в "
    "плацкартном вагоне обойдётся в 9 400 тенге.\n"
    "«Мы везём не туристов, мы везём свидетелей», — сказал начальник маршрута Ерлан Досов.\n"
    "Расписание рассчитано так, чтобы пассажиры увидели рассвет над Малым Аралом, куда за "
    "последние двадцать лет вернулась вода.",
    day=11,
    basis="dateline",
    authors=("Мария Ветрова",),
)
ARABIC = article_of(
    NILE,
    "ar",
    "كازاخستان تعيد التفاح إلى موطنه الأول",
    "في سفوح الجبال القريبة من ألماتي، تزرع كازاخستان عشرين ألف شتلة من التفاح البري.\n"
    "وقالت الباحثة ليلى منصور: «كل تفاحة نأكلها في القاهرة تحمل شيئا من هذه الغابة».\n"
    "ويستمر المشروع خمس سنوات، وتشارك فيه جامعة NIL للزراعة.",
    day=10,
    kind="opinion",
    authors=("سامي الحلو",),
)
CHINESE = article_of(
    ORIENT,
    "zh",
    "哈萨克斯坦草原上的“移动图书馆”",
    "一辆旧巴士载着三千册图书，今年夏天驶过哈萨克斯坦北部的四十个村庄。\n"
    "“孩子们跑得比巴士还快，”司机兼馆员阿曼说，“我们还没停稳，他们就已经在排队了。”\n"
    "图书馆计划在秋天之前再增加两辆巴士。",
    day=13,
    basis="url",
    provenance=Provenance(
        "agency copy", (Credit("originator", "草原通讯社", "署名行：草原通讯社供稿"),)
    ),
)
KAZAKH = article_of(
    OLGII,
    "kk",
    "Бүркітшілер Алматыда бас қосады",
    "Маусымның соңында Алматы маңында алты елдің бүркітшілері кездеседі. Жиынға жетпіс екі бүркіт "
    "әкелінеді.\n"
    "«Бүркіт шекараны білмейді, біз де ұмытсақ деп едік», – деді қарт бүркітші Сайлау Жанболат.",
    day=13,
    precision="month",
)
COPY = article_of(
    KURIER,
    "de",
    "Kasachstan zählt seine Robben mit Drohnen",
    "Die Robben des nördlichen Kaspischen Meeres sind leichter zu lieben als zu zählen.",
)

WATCH = Watch(
    "kazakhstan",
    "Kazakhstan",
    "country",
    (
        WatchName("Kazakhstan", "en"),
        WatchName("Казахстан", "ru"),
        WatchName("كازاخستان", "ar"),
        WatchName("哈萨克斯坦", "zh"),
        WatchName("Алматы", "kk", "place"),
    ),
    "KZ",
)


def resting(
    kind: SentenceKind,
    text: str,
    evidence: Evidence | None = None,
    *words: str,
    language: str = "en",
    facts: tuple[tuple[str, Fact], ...] = (),
    part: Part = "text",
) -> Sentence:
    """A sentence that rests on ``words`` of an article, and on facts about it (words, fact)."""
    supports = []
    if evidence is not None:
        key = evidence.article.key
        supports += [_verbatim(text, evidence, part, each) for each in words]
        supports += [
            Support(_found(each, text), "template", key, fact=fact) for each, fact in facts
        ]
    else:
        supports += [Support(_found(each, text), "template", fact=fact) for each, fact in facts]
    return Sentence(kind, text, language, tuple(supports))


def _verbatim(text: str, evidence: Evidence, part: Part, words: str) -> Support:
    figure = words.replace(",", "").replace(" ", "").isdecimal()
    return Support(
        _found(words, text),
        "figure" if figure else "verbatim",
        evidence.article.key,
        part,
        _found(words, evidence.article.part(part)),
    )


def _found(words: str, text: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def headline(evidence: Evidence) -> Sentence:
    """The article's own title."""
    article = evidence.article
    return resting(
        "headline", article.title, evidence, article.title, language=article.language, part="title"
    )


def quotation(evidence: Evidence, *paragraphs: str) -> Sentence:
    """The article's own paragraphs, in its own language."""
    return resting(
        "quotation",
        "\n".join(paragraphs),
        evidence,
        *paragraphs,
        language=evidence.article.language,
    )


def item(evidence: Evidence, *sentences: Sentence, copies: tuple[str, ...] = ()) -> Item:
    """An item of those sentences."""
    key = evidence.article.key
    return Item(key, sentences, Suggestion(key, ()), copies)


TITLE = resting(
    "headline",
    "News Digest: Foreign Media on Caspian Seals, a Night Train to the Aral and More",
)
LEAD_TEXT = (
    "This week’s foreign media digest on Kazakhstan covers seals counted by drone on the Caspian "
    "shore, a night train to the Aral, wild apples near Almaty, a library on wheels, and more."
)
LEAD = (
    Sentence(
        "lead",
        LEAD_TEXT,
        "en",
        (
            Support(_found("Kazakhstan", LEAD_TEXT), "template", fact="watch"),
            *(
                Support(
                    _found(theme, LEAD_TEXT),
                    "paraphrase",
                    evidence.article.key,
                    "title",
                    Span(0, len(evidence.article.title)),
                )
                for theme, evidence in (
                    ("seals counted by drone on the Caspian shore", ENGLISH),
                    ("a night train to the Aral", RUSSIAN),
                    ("wild apples near Almaty", ARABIC),
                    ("a library on wheels", CHINESE),
                )
            ),
        ),
    ),
)
ITEMS = (
    item(
        ENGLISH,
        headline(ENGLISH),
        resting(
            "attribution",
            "The Harbour Courier ran an article by Thomas Ardley on June 12 about seals counted "
            "from the air.",
            ENGLISH,
            facts=(
                ("The Harbour Courier", "outlet"),
                ("Thomas Ardley", "author"),
                ("June 12", "published"),
            ),
        ),
        resting(
            "substance",
            "According to the article, the first estimate is 92,000 animals.",
            ENGLISH,
            "92,000",
            "animals",
        ),
        quotation(
            ENGLISH,
            "“If the water keeps falling at this rate, there will be no islands left to fly over "
            "by the time my students retire.”",
        ),
        copies=(COPY.article.key, "f" * 64),
    ),
    item(
        RUSSIAN,
        headline(RUSSIAN),
        resting(
            "attribution",
            "A night train to the former shore of the Aral Sea starts in July, Волжский вестник of "
            "Russia reported on June 11.",
            RUSSIAN,
            facts=(
                ("Волжский вестник", "outlet"),
                ("Russia", "outlet country"),
                ("June 11", "published"),
            ),
        ),
        quotation(
            RUSSIAN,
            "«Мы везём не туристов, мы везём свидетелей», — сказал начальник маршрута Ерлан Досов.",
        ),
    ),
    item(
        ARABIC,
        headline(ARABIC),
        resting(
            "attribution",
            "سامي الحلو writes in an opinion article published on June 10 by النيل الجديد, a "
            "state-owned newspaper in Egypt.",
            ARABIC,
            facts=(
                ("سامي الحلو", "author"),
                ("June 10", "published"),
                ("النيل الجديد", "outlet"),
                ("Egypt", "outlet country"),
            ),
        ),
        quotation(ARABIC, "«كل تفاحة نأكلها في القاهرة تحمل شيئا من هذه الغابة»."),
    ),
    item(
        CHINESE,
        headline(CHINESE),
        resting(
            "attribution",
            "东方新报 (New Orient Post), a Chinese state agency, reported on June 13 from the "
            "country’s north.",
            CHINESE,
            facts=(
                ("东方新报", "outlet"),
                ("New Orient Post", "outlet"),
                ("June 13", "published"),
            ),
        ),
        quotation(
            CHINESE,
            "一辆旧巴士载着三千册图书，今年夏天驶过哈萨克斯坦北部的四十个村庄。",
            "“孩子们跑得比巴士还快，”司机兼馆员阿曼说，“我们还没停稳，他们就已经在排队了。”",
        ),
    ),
    item(
        KAZAKH,
        headline(KAZAKH),
        resting(
            "attribution",
            "Өлгий таңы, a Kazakh-language broadcaster in Mongolia, announced in June a meeting of "
            "eagle hunters.",
            KAZAKH,
            facts=(("Өлгий таңы", "outlet"), ("Mongolia", "outlet country"), ("June", "published")),
        ),
        quotation(
            KAZAKH,
            "«Бүркіт шекараны білмейді, біз де ұмытсақ деп едік», – деді қарт бүркітші Сайлау "
            "Жанболат.",
        ),
        Sentence("note", "Quotations stand in the languages they were printed in.", "en"),
    ),
)
DIGEST = Digest(
    12,
    WATCH.key,
    "astana",
    "en",
    date(2025, 6, 9),
    date(2025, 6, 15),
    TITLE,
    LEAD,
    ITEMS,
    datetime(2025, 6, 15, 16, 4, 5, tzinfo=UTC),
)
EVIDENCE = {
    evidence.article.key: evidence for evidence in (ENGLISH, RUSSIAN, ARABIC, CHINESE, KAZAKH, COPY)
}
EDITION = Edition(
    DIGEST, WATCH, EVIDENCE, Verdict(2 + sum(len(each.sentences) for each in ITEMS), ())
)
SMALL = Edition(
    replace(DIGEST, items=(ITEMS[2],), lead=()),
    WATCH,
    {ARABIC.article.key: ARABIC},
    Verdict(4, ()),
)


def published_with(reason: str) -> Edition:
    """The edition as published, with one sentence an editor let stand."""
    override = Override(
        "item 1 sentence 3", reason, "R. Editor", datetime(2025, 6, 15, 18, 0, tzinfo=UTC)
    )
    return replace(EDITION, digest=replace(DIGEST, state="published", overrides=(override,)))


def hostile_edition(words: str, url: str = "https://hostile.example/story") -> Edition:
    """An edition with ``words`` in every field that text from elsewhere can reach."""
    outlet = replace(
        COURIER,
        name=words,
        names=(OutletName(words, "en"),),
        ownership=Ownership("state", words),
    )
    evidence = article_of(
        outlet,
        "en",
        words,
        f"Before {words} after.",
        authors=(words,),
        url=url,
        provenance=Provenance("agency copy", (Credit("originator", words, words),)),
    )
    published = Dated(CAPTURED, "day", "page", words)
    evidence = replace(
        evidence,
        article=replace(
            evidence.article,
            published=published,
            updated=published,
            section=words,
            site_name=words,
            image_credits=(words,),
        ),
    )
    told = (
        headline(evidence),
        resting("attribution", f"{words} by {words}", evidence, facts=((words, "outlet"),)),
        quotation(evidence, words),
        Sentence("note", words, "en"),
    )
    override = Override("item 1 sentence 2", words, words, CAPTURED)
    digest = replace(
        DIGEST,
        title=resting("headline", words),
        lead=(Sentence("lead", words, "en"),),
        items=(item(evidence, *told, copies=(COPY.article.key,)),),
        overrides=(override,),
    )
    copy = replace(COPY, outlet=replace(KURIER, name=words))
    finding = Finding("item 1 sentence 2", "words differ", words, warning=True)
    return Edition(
        digest,
        replace(WATCH, title=words),
        {evidence.article.key: evidence, COPY.article.key: copy},
        Verdict(6, (finding,)),
    )
