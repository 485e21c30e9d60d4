"""A press review and its items; an ordinary article is none."""

from tearsheet.annotate.quotes import quotes_in
from tearsheet.annotate.review import review_items
from tearsheet.model import Outlet, OutletName, ReviewItem
from tearsheet.press import Register

VALLEY = Outlet(
    "valleypost.test",
    "The Valley Post",
    (OutletName("The Valley Post", "en"),),
    ("valleypost.test",),
)
ENGLISH = """The editors have picked articles about Kazora from around the world.
Kazora opens its northern harbour
The Valley Post published an article on March 3 about the new harbour.
“The harbour changes the map of the whole coast,” reads the article.
A dam for three countries
The dam will be finished in June, Hill Radio reported on Feb. 28.
“We will finish on time,” said Paul Reed, the chief engineer.
Why the lake is coming back
Lena Moss discussed the lake in an interview with Northern Mirror, published on March 1.
“The fish are back,” she said."""
RUSSIAN = """Что писали о Казоре
Казора открывает северный порт
Газета Долина опубликовала 3 марта статью о новом порте.
«Порт меняет карту всего побережья», — говорится в статье.
Плотина для трёх стран
Плотину достроят в июне, сообщает Радио Холм 28 февраля.
Почему озеро возвращается
Северное Зеркало пишет 1 марта, что рыба вернулась."""


def items(text: str, language: str) -> tuple[ReviewItem, ...]:
    quotes = quotes_in(text, language, lambda name: False)
    return review_items(text, language, quotes, Register(((VALLEY,),)))


def test_each_item_has_headline_outlet_date_and_quotation() -> None:
    found = [
        (item.headline.of(ENGLISH), item.outlet.of(ENGLISH), item.date and item.date.of(ENGLISH))
        for item in items(ENGLISH, "en")
    ]
    assert found == [
        ("Kazora opens its northern harbour", "The Valley Post", "March 3"),
        ("A dam for three countries", "Hill Radio", "Feb. 28"),
        ("Why the lake is coming back", "Northern Mirror", "March 1"),
    ]
    assert [[span.of(ENGLISH) for span in item.quotes] for item in items(ENGLISH, "en")] == [
        ["The harbour changes the map of the whole coast,"],
        ["We will finish on time,"],
        ["The fish are back,"],
    ]


def test_a_known_outlet_has_its_key() -> None:
    assert [item.outlet_key for item in items(ENGLISH, "en")] == ["valleypost.test", None, None]


def test_a_review_in_russian() -> None:
    found = [
        (item.outlet.of(RUSSIAN), item.date and item.date.of(RUSSIAN))
        for item in items(RUSSIAN, "ru")
    ]
    assert found == [
        ("Газета Долина", "3 марта"),
        ("Радио Холм", "28 февраля"),
        ("Северное Зеркало", "1 марта"),
    ]


def test_an_article_that_credits_one_outlet_is_no_review() -> None:
    text = "A harbour opens\nThe harbour opened, Hill Radio reported on Feb. 28.\nIt was cold."
    assert items(text, "en") == ()
