"""News that never was, in eight languages: titles and sentences from a few patterns and a seed."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

from tearsheet.text.query import index_terms

_POOL = 600
"""Sentences of a language that articles are put together of."""


@dataclass(frozen=True)
class Tongue:
    """The patterns of a language; ``{n}`` is a number, ``{s}`` the subject, ``{p}`` a place."""

    code: str
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    patterns: tuple[str, ...]
    things: tuple[str, ...]
    doings: tuple[str, ...]
    places: tuple[str, ...]
    quote: str
    joint: str = " "

    @cached_property
    def pool(self) -> tuple[str, ...]:
        """Sentences without a subject, always the same."""
        random = Random(self.code)
        return tuple(
            random.choice(self.patterns).format(
                t=random.choice(self.things),
                d=random.choice(self.doings),
                p=random.choice(self.places),
                n=random.randrange(2, 980),
            )
            for _ in range(_POOL)
        )

    @cached_property
    def pool_terms(self) -> dict[str, str]:
        """What each of these sentences is found by."""
        return {one: index_terms(one, self.code) for one in self.pool}


TONGUES = (
    Tongue(
        "en",
        ("{s} and its neighbours agree on the {t} of {p}", "{s}: {n} new jobs at the {t}",
         "In {p}, {s} opens a {t} that took {n} months", "{s} delays the {t} again"),
        ("{s} will open the {t} of {p} next year, its government said on Monday.",
         "After {n} days of talks {s} has signed the treaty on the {t} in {p}."),
        ("The {t} near {p} {d} for {n} days.", "About {n} people in {p} {d} before the {t} came.",
         "Engineers say that the {t} {d} faster than planned, by {n} per cent.",
         "Behind the {t} of {p}, {n} houses {d} in spring."),
        ("bridge", "harbour", "railway", "observatory", "power plant", "school", "vineyard",
         "archive", "canal", "market hall", "ferry", "lighthouse", "clinic", "reservoir"),
        ("waited", "were closed", "had worked", "stood empty", "will be built", "kept growing"),
        ("Ardel", "Tolven", "Velmar", "Sarn", "Irda", "Kellin", "Orsk Bay", "Mirelle"),
        "“We have waited for this for {n} years,” said {w}, who leads the office in {p}.",
    ),
    Tongue(
        "ru",
        ("{s} и соседи договорились: {t} в городе {p}", "{s}: {t} даст {n} рабочих мест",
         "{s} снова откладывает проект: {t}"),
        ("{s} откроет {t} в городе {p} в будущем году, сообщило правительство.",
         "После {n} дней переговоров {s} подписала договор: {t} в городе {p}."),
        ("В городе {p} {t} {d} уже {n} дней.", "По словам инженеров, {t} {d} на {n} процентов.",
         "Около {n} жителей города {p} {d}, пока строился {t}."),
        ("мост", "порт", "вокзал", "маяк", "архив", "канал", "рынок", "завод", "музей"),
        ("ждал", "был закрыт", "работал быстрее", "стоял пустым", "будет достроен"),
        ("Ардель", "Толвен", "Вельмар", "Сарн", "Ирда", "Келлин"),
        "«Мы ждали этого {n} лет», — сказал {w}, глава управления в городе {p}.",
    ),
    Tongue(
        "fr",
        ("{s} et ses voisins s’entendent sur le {t} de {p}", "{s} : {n} emplois pour le {t}",
         "{s} retarde encore le {t}"),
        ("{s} ouvrira le {t} de {p} l’an prochain, a annoncé son gouvernement lundi.",
         "Après {n} jours de négociations, {s} a signé le traité sur le {t} de {p}."),
        ("Le {t} de {p} {d} depuis {n} jours.", "Près de {n} habitants de {p} {d} avant le {t}.",
         "Selon les ingénieurs, le {t} {d} de {n} pour cent."),
        ("pont", "port", "phare", "musée", "canal", "marché", "barrage", "lycée"),
        ("attendait", "restait fermé", "avançait plus vite", "sera reconstruit"),
        ("Ardel", "Tolven", "Velmar", "Sarn", "Irda", "Kellin"),
        "« Nous attendons cela depuis {n} ans », a déclaré {w}, qui dirige le bureau de {p}.",
    ),
    Tongue(
        "es",
        ("{s} y sus vecinos pactan el {t} de {p}", "{s}: {n} empleos para el {t}",
         "{s} vuelve a aplazar el {t}"),
        ("{s} abrirá el {t} de {p} el próximo año, anunció su gobierno el lunes.",
         "Tras {n} días de conversaciones, {s} firmó el tratado sobre el {t} de {p}."),
        ("El {t} de {p} {d} desde hace {n} días.", "Unas {n} personas de {p} {d} antes del {t}.",
         "Según los ingenieros, el {t} {d} un {n} por ciento."),
        ("puente", "puerto", "faro", "museo", "canal", "mercado", "embalse", "hospital"),
        ("esperaba", "seguía cerrado", "crecía más deprisa", "será reconstruido"),
        ("Ardel", "Tolven", "Velmar", "Sarn", "Irda", "Kellin"),
        "«Hemos esperado esto {n} años», dijo {w}, que dirige la oficina de {p}.",
    ),
    Tongue(
        "de",
        ("{s} und Nachbarn einig über den Bau: {t} in {p}", "{s}: {n} Stellen, dazu {t}",
         "{s} verschiebt erneut: {t}"),
        ("{s} wird im nächsten Jahr in {p} bauen, teilte die Regierung am Montag mit: {t}.",
         "Nach {n} Tagen Verhandlung hat {s} in {p} unterschrieben: {t}."),
        ("In {p} {d} seit {n} Tagen: {t}.", "Rund {n} Menschen in {p} sahen zu, es {d}: {t}.",
         "Ingenieure sagen, {t} in {p} {d} um {n} Prozent schneller."),
        ("Brücke", "Hafen", "Leuchtturm", "Museum", "Kanal", "Markthalle", "Talsperre"),
        ("wartete", "blieb geschlossen", "wuchs", "wird gebaut"),
        ("Ardel", "Tolven", "Velmar", "Sarn", "Irda", "Kellin"),
        "„Darauf haben wir {n} Jahre gewartet“, sagte {w}, Leiter des Amtes in {p}.",
    ),
    Tongue(
        "ar",
        ("{s} وجيرانها يتفقون على {t} في {p}", "{s}: {n} وظيفة جديدة بفضل {t}"),
        ("أعلنت حكومة {s} يوم الاثنين أنها ستفتتح {t} في {p} العام المقبل.",
         "بعد {n} يوما من المحادثات وقعت {s} معاهدة {t} في {p}."),
        ("{t} في {p} {d} منذ {n} يوما.", "قال المهندسون إن {t} {d} بنسبة {n} في المئة.",
         "نحو {n} شخصا في {p} {d} قبل {t}."),
        ("الجسر", "الميناء", "المنارة", "المتحف", "القناة", "السوق", "السد"),
        ("ينتظر", "بقي مغلقا", "يتقدم بسرعة", "سيبنى من جديد"),
        ("أردل", "تولفن", "فلمار", "سارن", "إردا"),
        "وقال {w}، مدير المكتب في {p}: «انتظرنا هذا {n} عاما».",
    ),
    Tongue(
        "kk",
        ("{s} мен көршілері {p} қаласындағы {t} туралы келісті", "{s}: {t} {n} орын ашады"),
        ("{s} келесі жылы {p} қаласында {t} ашады, деп хабарлады үкімет дүйсенбіде.",
         "{n} күндік келіссөзден кейін {s} {p} қаласында {t} туралы шартқа қол қойды."),
        ("{p} қаласында {t} {n} күннен бері {d}.", "Инженерлердің айтуынша {t} {n} пайызға {d}."),
        ("көпір", "порт", "шамшырақ", "мұражай", "арна", "базар", "бөген"),
        ("күтті", "жабық тұрды", "тез өсті", "қайта салынады"),
        ("Ардел", "Толвен", "Велмар", "Сарн", "Ирда"),
        "«Біз мұны {n} жыл күттік», — деді {w}, {p} қаласындағы кеңсе басшысы.",
    ),
    Tongue(
        "zh",
        ("{s}与邻国就{p}的{t}达成一致", "{s}：{t}带来{n}个岗位", "{s}再次推迟{t}"),
        ("{s}政府周一表示，明年将在{p}启用{t}。", "经过{n}天谈判，{s}签署了{p}{t}条约。"),
        ("{p}的{t}{d}了{n}天。", "工程师说，{t}{d}百分之{n}。", "{p}约有{n}人在{t}前{d}。"),
        ("大桥", "港口", "灯塔", "博物馆", "运河", "市场", "水库"),
        ("等待", "关闭", "加快", "重建"),
        ("阿德尔", "托尔文", "韦尔马", "萨恩", "伊尔达"),
        "“我们等了{n}年，”{p}办事处主任{w}说。",
        "",
    ),
)  # fmt: skip
BY_CODE = {one.code: one for one in TONGUES}

PEOPLE = {
    "en": ("Aliya Bekova", "Ilmar Tess", "Mara Kolden", "Joss Arvane", "Tilda Merrow"),
    "ru": ("Алия Бекова", "Илмар Тесс", "Мара Колден", "Йосс Арване"),
    "kk": ("Әлия Бекова", "Илмар Тесс", "Мара Колден"),
    "ar": ("عليا بيكوفا", "إلمار تيس", "مارا كولدن"),
    "zh": ("阿莉娅·贝科娃", "伊尔马·特斯", "玛拉·科尔登"),
}
