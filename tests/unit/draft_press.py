"""A small press of our own for the tests of edit: a country that is not, in nine languages."""

import html
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256

from tearsheet.edit import Candidate, draft, match, select
from tearsheet.model import (
    Annotations,
    Article,
    ArticleKind,
    Capture,
    Copy,
    CopyGroup,
    Credit,
    Dated,
    Dateline,
    Digest,
    Evidence,
    ExtractionReport,
    Location,
    Outlet,
    OutletKind,
    OutletName,
    Ownership,
    Provenance,
    Quote,
    Span,
    Speaker,
    Story,
    Watch,
    WatchName,
    capture_key,
)

FIRST, LAST = date(2025, 6, 9), date(2025, 6, 20)
NOW = datetime(2025, 6, 21, 8, tzinfo=UTC)

WATCH = Watch(
    key="marovia",
    title="Marovia",
    kind="country",
    names=(
        WatchName("Marovia", "en"),
        WatchName("Marovian", "en", "adjective"),
        WatchName("Lissa", "en", "place"),
        WatchName("Маровия", "ru"),
        WatchName("маровийский", "ru", "adjective"),
        WatchName("Лисса", "ru", "place"),
        WatchName("Маровия", "kk"),
        WatchName("Лисса", "kk", "place"),
        WatchName("Marowien", "de"),
        WatchName("Marovie", "fr"),
        WatchName("马罗维亚", "zh"),
        WatchName("ماروفيا", "ar"),
        WatchName("मारोविया", "hi"),
        WatchName("מרוביה", "he"),
    ),
    country="QM",
)


def outlet(
    key: str,
    name: str,
    country: str | None,
    kind: OutletKind = "newspaper",
    owner: str = "private",
    language: str = "en",
) -> Outlet:
    return Outlet(
        key,
        name,
        (OutletName(name, language),),
        (key,),
        country,
        (language,),
        kind,
        Ownership(owner, "a test"),  # type: ignore[arg-type]
    )


PLAIN = Provenance()


@dataclass(frozen=True)
class Printed:
    """One article on its page, and who says what in it (words, name, role)."""

    outlet: Outlet
    language: str
    title: str
    text: str
    day: date
    kind: ArticleKind = "news"
    said: tuple[tuple[str, str, str | None], ...] = ()
    authors: tuple[str, ...] = ()
    provenance: Provenance = PLAIN

    @property
    def url(self) -> str:
        slug = sha256(self.title.encode()).hexdigest()[:10]
        return f"https://{self.outlet.key}/{self.day:%Y/%m/%d}/{slug}.html"

    @property
    def payload(self) -> bytes:
        body = "\n".join(f"<p>{html.escape(line)}</p>" for line in self.text.split("\n"))
        byline = "".join(f"<span class=author>{name}</span>" for name in self.authors)
        page = (
            f"<!doctype html><html lang={self.language}><head><meta charset=utf-8>"
            f"<title>{html.escape(self.title)}</title><script>var x = '<p>';</script></head>"
            f"<body><nav>Home &amp; more</nav><h1>{html.escape(self.title)}</h1>{byline}"
            f"<time datetime='{self.day}T09:30:00+00:00'>{self.day}</time>"
            f"{''.join(f'<i>{one.name}</i>' for one in self.provenance.credits)}"
            f"{body}<footer>All the rest</footer></body></html>"
        )
        return page.encode()

    @property
    def capture(self) -> Capture:
        digest = sha256(self.payload).hexdigest()
        return Capture(
            capture_key(self.url, digest),
            self.url,
            self.url,
            NOW,
            200,
            (("Content-Type", "text/html; charset=utf-8"),),
            "text/html",
            digest,
            len(self.payload),
            Location("a.warc.gz", 0, 1, "0" * 64),
            "test",
        )

    @property
    def article(self) -> Article:
        at = datetime(self.day.year, self.day.month, self.day.day, 9, 30, tzinfo=UTC)
        return Article(
            self.capture.key,
            self.url,
            self.title,
            self.text,
            self.language,
            ExtractionReport("test"),
            direction="rtl" if self.language in ("ar", "he") else "ltr",
            published=Dated(at, "second", "page", at.isoformat()),
            authors=self.authors,
            kind=self.kind,
            provenance=self.provenance,
        )

    @property
    def annotations(self) -> Annotations:
        quotes = []
        for words, name, role in self.said:
            start = self.text.index(words)
            at = self.text.index(name)
            speaker = Speaker(name, role, Span(at, at + len(name)), name, "named", 0.9)
            quotes.append(Quote((Span(start, start + len(words)),), "direct", None, speaker))
        return Annotations(self.article.key, tuple(quotes))

    @property
    def evidence(self) -> Evidence:
        article = self.article
        return Evidence(article, article.record, self.capture, self.payload, self.outlet)

    def candidate(self, group: CopyGroup | None = None, story: Story | None = None) -> Candidate:
        found = match(self.article, self.outlet, WATCH)
        return Candidate(self.article, self.outlet, self.annotations, found, group, story)


PORT_WORDS = (
    "We are building a harbour that will serve three seas. If the dredging ends by spring, the "
    "first ships from Marovia will sail in May, and our neighbours will ship their grain with us."
)
PORT = Printed(
    outlet("tidings.example", "The Harbour Tidings", "NO"),
    "en",
    "Marovia opens the Three Seas Harbour to its neighbours",
    "LISSA – Marovia opened the first pier of the Three Seas Harbour on Monday after nine years "
    "of work and two changes of government.\n"
    "The harbour cost $1.4 billion, of which a third came from a loan that parliament approved "
    "in 2021. It is not yet connected to the railway, but the ministry expects the line to open "
    "in autumn.\n"
    f"“{PORT_WORDS}” Prime Minister Ada Vell said at the pier.\n"
    "Traders in four countries have booked space in the Three Seas Harbour for the season. The "
    "Marovian treasury expects duties of 80 million crowns a year, nearly twice what the old "
    "port of Lissa earned. However, fishermen fear for their grounds.",
    date(2025, 6, 10),
    said=((PORT_WORDS, "Ada Vell", "Prime Minister"),),
    provenance=Provenance("original", (), Dateline("LISSA", "", "", Span(0, 7))),
)
VIEW = Printed(
    outlet("meridian.example", "Meridian Review", "GB", "magazine"),
    "en",
    "What Marovia can teach the large republics",
    "Marovia has done what larger states only promise: it has handed the Court of Audit the "
    "keys to every budget line. The Court of Audit may now stop a payment within a day, and it "
    "has done so eleven times since March.\n"
    "Ministers grumble, yet none has asked for the old rules back. In Marovia the argument is no "
    "longer whether the state should be watched but who should pay the watchmen, and that is a "
    "quarrel other parliaments would be glad to have.\n"
    "The lesson of Marovia is modest. A republic of four million people wrote one short law, "
    "kept it for two years and found that contracts became cheaper by a tenth. Nobody should "
    "mistake this for a revolution; it is bookkeeping, and bookkeeping is what most "
    "revolutions forget.",
    date(2025, 6, 12),
    kind="opinion",
    authors=("Ines Halloran",),
)
RELEASE = Printed(
    outlet("wirepost.example", "WirePost", "US", "wire distributor"),
    "en",
    "Observer of the North: Marovia and its neighbours sign a charter on rivers",
    "Marovia and three neighbours signed the Charter of the Rivers on Thursday, a treaty that "
    "shares the water of two basins for thirty years.\n"
    "The Charter of the Rivers sets up a commission in Lissa with a staff of forty and a budget "
    "of 12 million crowns. Each state may ask for a review after five years, and none may build "
    "a dam without the consent of the others.\n"
    "Marovia will chair the commission first. Engineers from the four states began to measure "
    "the flow in April, and their tables will be public from the first day of next year.",
    date(2025, 6, 16),
    kind="press release",
    provenance=Provenance(
        "press release",
        (
            Credit("originator", "Observer of the North", "title"),
            Credit("distributor", "WirePost", "URL"),
        ),
    ),
)
RUSSIAN = Printed(
    outlet("vestnik.example", "Северный вестник", "KZ", "agency", "state", "ru"),
    "ru",
    "Маровия вводит единый билет на поезда и паромы",
    "Маровия с 1 июля вводит единый билет на поезда и паромы, сообщило министерство транспорта "
    "республики в понедельник.\n"
    "Маровия потратила на новую систему 340 млн крон за три года. Билет будет действовать на "
    "сорока линиях, а студенты и пенсионеры заплатят половину цены, если предъявят карту "
    "жителя.\n"
    "«Мы хотели, чтобы поездка из Лиссы на острова начиналась с одной кнопки. Теперь пассажир "
    "в Маровии платит один раз и не думает, кто везёт его дальше», — заявил министр Олег Варнас.\n"
    "Первые турникеты установят в порту Лиссы в конце июня. Их испытывали полгода, и перевозчики "
    "обещают, что очередей летом не будет.",
    date(2025, 6, 11),
    said=(
        (
            "Мы хотели, чтобы поездка из Лиссы на острова начиналась с одной кнопки. Теперь "
            "пассажир в Маровии платит один раз и не думает, кто везёт его дальше",
            "Олег Варнас",
            "министр",
        ),
    ),
)
KAZAKH = Printed(
    outlet("dala.example", "Дала үні", "KZ", language="kk"),
    "kk",
    "Маровия қыл қобыз фестивалін өткізді",
    "Маровия астанасы Лиссада алғаш рет қыл қобыз фестивалі өтті. Оған он екі елден жүзден астам "
    "өнерпаз қатысты.\n"
    "Маровия мәдениет министрлігі фестивальді жыл сайын өткізуге 5 миллион крон бөлді. Байқаудың "
    "бас жүлдесін алматылық Айгүл Сапарова жеңіп алды, ал екінші орынды норвегиялық үштік "
    "иеленді.\n"
    "Ұйымдастырушылар келесі жылы Маровия мектептерінде домбыра үйірмелері ашылатынын айтты. "
    "Көрермендер соңғы концертке түннен кезекке тұрды.",
    date(2025, 6, 14),
)
GERMAN = Printed(
    outlet("abendblatt.example", "Küstenblatt", "DE", language="de"),
    "de",
    "Marowien gewinnt gegen den Favoriten",
    "Marowien hat am Sonntag das Finale des Ostseepokals mit 2:1 gewonnen und damit den Favoriten "
    "aus dem Turnier geworfen.\n"
    "Die Mannschaft aus Marowien lag zur Pause zurück, traf dann aber zweimal in vier Minuten. "
    "Trainer Jon Aske wechselte spät und brachte mit dem jungen Torwart Per Lund den Mann, der "
    "den letzten Elfmeter hielt.\n"
    "Für Marowien ist es der erste Titel seit 1988. In Lissa feierten nach Angaben der Polizei "
    "60000 Menschen bis in den Morgen.",
    date(2025, 6, 15),
)
CHINESE = Printed(
    outlet("dongfang.example", "东方时讯", "CN", "agency", "state", "zh"),
    "zh",
    "马罗维亚与邻国合作发射小型卫星",
    "马罗维亚首都利萨6月12日宣布，该国与三个邻国合作研制的小型卫星发射成功。卫星重42公斤，将用于监测河流水位。\n"
    "马罗维亚科学院院长说，项目历时六年，共有二百名工程师参加，经费为9000万克朗。地面站设在利萨以北的山上，"
    "今年秋天开始向公众免费提供数据。\n"
    "专家认为，马罗维亚的做法为小国参与航天研究提供了新的思路，但后续资金仍未完全落实。",
    date(2025, 6, 13),
)
ARABIC = Printed(
    outlet("almanar.example", "صحيفة المرسى", "EG", language="ar"),
    "ar",
    "ماروفيا تفتح متحفا للملاحة في ميناء ليسا القديم",
    "افتتحت ماروفيا يوم الثلاثاء متحفا للملاحة في ميناء ليسا القديم بعد ترميم استمر سبع سنوات.\n"
    "تعرض ماروفيا في المتحف أكثر من 900 قطعة جمعها بحارة من أربع قارات، بينها خريطة عربية رسمت "
    "في القرن الثالث عشر واستعارتها المدينة من القاهرة. ويتوقع القائمون على المتحف أن يزوره ربع "
    "مليون زائر في عامه الأول.\n"
    "وقال أمين المتحف إن الدخول مجاني للطلاب طوال فصل الصيف.",
    date(2025, 6, 17),
)
HINDI = Printed(
    outlet("samachar.example", "पूर्व समाचार", "IN", language="hi"),
    "hi",
    "मारोविया ने भारत से दवा खरीदने का समझौता किया",
    "मारोविया ने बुधवार को भारत की चार कंपनियों से दवा खरीदने का समझौता किया। समझौते की "
    "कीमत 25 करोड़ क्रोन है।\n"
    "मारोविया के स्वास्थ्य मंत्री ने कहा कि पहली खेप सितंबर में लिसा के बंदरगाह पर पहुँचेगी और "
    "अस्पतालों को दवाएँ आधी कीमत पर मिलेंगी। मारोविया पाँच साल तक हर साल दो लाख पैकेट खरीदेगा।\n"
    "व्यापार मंडल के अनुसार मारोविया के साथ भारत का व्यापार पिछले साल दोगुना हो गया।",
    date(2025, 6, 18),
)
HEBREW = Printed(
    outlet("hof.example", "חדשות החוף", "IL", language="he"),
    "he",
    "מרוביה מאמצת מערכת השקיה ישראלית",
    "מרוביה חתמה ביום חמישי על הסכם לרכישת מערכת השקיה עבור 12000 חוות בדרום המדינה.\n"
    "לפי ההסכם תשלם מרוביה 70 מיליון כתר בתוך שלוש שנים, והמערכת תחסוך כשליש מן המים. המהנדסים "
    "הראשונים יגיעו לליסה באוגוסט וילמדו את החקלאים להפעיל אותה.\n"
    "שר החקלאות של מרוביה אמר כי הבצורת האחרונה לא הותירה ברירה.",
    date(2025, 6, 19),
)
COPIED = replace(PORT, outlet=outlet("echo.example", "The Echo", "IE"))
HOME = replace(VIEW, outlet=outlet("lissa.example", "Lissa Gazette", "QM"), kind="news")

ALL = (PORT, VIEW, RELEASE, RUSSIAN, KAZAKH, GERMAN, CHINESE, ARABIC, HINDI, HEBREW)


@cache
def candidates() -> tuple[Candidate, ...]:
    group = CopyGroup(
        "port",
        (
            Copy(PORT.article.key, "original", "first"),
            Copy(COPIED.article.key, "exact", "same words"),
        ),
    )
    found = [PORT.candidate(group), COPIED.candidate(group), HOME.candidate()]
    return (*found, *(one.candidate() for one in ALL[1:]))


@cache
def evidence() -> dict[str, Evidence]:
    return {one.article.key: one.evidence for one in (*ALL, COPIED, HOME)}


@cache
def edition(form: str = "astana", language: str = "en", most: int = 10) -> Digest:
    chosen = select(candidates(), WATCH, FIRST, LAST, (4, most))
    return draft(chosen, candidates(), WATCH, form, language, 7, FIRST, LAST, NOW)
