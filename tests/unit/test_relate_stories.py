"""Articles on one event make one story, across outlets and languages."""

import random
from datetime import UTC, datetime, timedelta

from tearsheet.model import Article, Copy, CopyGroup, Dated, ExtractionReport
from tearsheet.relate import stories_of

DAY = datetime(2025, 6, 16, 8, tzinfo=UTC)


def _article(title, text="", url="a", days=0.0, language="en"):
    return Article(
        url,
        f"https://{url}.example/1",
        title,
        text,
        language,
        ExtractionReport("1"),
        published=None if days is None else Dated(DAY + timedelta(days=days), "minute", "page", ""),
    )


FERRY = [
    _article("Port Marrow opens ferry to northern islands", "Ferry boats left Port Marrow.", "a"),
    _article("First ferry in years leaves Port Marrow", "The ferry to the islands.", "b", 0.2),
    _article("Islands cheer as Marrow ferry returns", "Port Marrow sent two boats.", "c", 1),
]
STORM = [
    _article("Storm tears roof off Eastwater market hall", "A storm in Eastwater.", "d", 0.5),
    _article("Eastwater market closed after storm", "The market hall lost its roof.", "e", 0.9),
]
REST = [
    _article("Council raises bread subsidy", "Flour costs more than last spring.", "f"),
    _article("Chess club wins regional cup", "Nine games and no defeat.", "g", 2),
]
ALL = [*FERRY, *STORM, *REST]


def _titles(found):
    by_key = {article.key: article.title for article in ALL}
    return [[by_key[key] for key in story.article_keys] for story in found]


def test_articles_on_one_event_are_one_story():
    found = stories_of(ALL)
    assert _titles(found)[0] == [article.title for article in FERRY]
    assert [article.title for article in STORM] in _titles(found)
    assert len(found) == 4


def test_order_does_not_matter():
    shuffled = list(ALL)
    random.Random(7).shuffle(shuffled)
    assert stories_of(shuffled) == stories_of(ALL)


def test_a_week_later_it_is_another_event():
    later = [_article(one.title, one.text, f"z{one.capture_key}", 30) for one in FERRY]
    found = stories_of([*ALL, *later])
    assert len(found) == 5


def test_copies_count_once():
    group = CopyGroup(
        FERRY[0].key,
        (Copy(FERRY[0].key, "original", ""), Copy(FERRY[1].key, "exact", "")),
    )
    (story, *_) = stories_of(ALL, groups=[group])
    assert set(story.article_keys) == {article.key for article in FERRY}
    assert story.independent_outlets == 2


def test_one_outlet_counts_once_however_often_it_writes():
    twice = [_article(one.title, one.text, "a", at) for at, one in enumerate(FERRY)]
    everything = [*twice, *STORM, *REST]
    (story, *_) = stories_of(everything, wrong_merge_cost=0.5)
    assert len(story.article_keys) == 3
    assert story.independent_outlets == 1


def test_names_and_figures_join_languages():
    english = _article(
        "President Tokarin opens Marrow ferry",
        "In Port Marrow, President Tokarin met Ina Holm and Peter Quist. It cost 4,250 crowns.",
        "en",
    )
    russian = _article(
        "Президент Токарин открыл паром в Марроу",
        "Президент Токарин встретил Ину Хольм и Питера Квиста. Стоимость 4250 крон.",
        "ru",
        0.5,
        "ru",
    )
    elsewhere = _article(
        "Хор в Ладвине поёт по вечерам",
        "Хор основал Семён Брагин, поют 37 человек. Вечера открыты для всех.",
        "r2",
        0.5,
        "ru",
    )
    everything = [english, russian, elsewhere, *STORM, *REST]
    found = stories_of(everything)
    assert {english.key, russian.key} in [set(story.article_keys) for story in found]
    assert {elsewhere.key} in [set(story.article_keys) for story in found]


def _cup(language, title, text, days=0.1):
    return _article(title, text, f"cup-{language}-{days}", days, language)


CUP_RUSSIAN = _cup(
    "ru",
    "Вратарь из пекарни принесла деревне кубок",
    "В ночь перед матчем Анья Сирель месила тесто. Вечером команда Сирен обыграла «Маритим»: "
    "пенальти, 3900 зрителей, и мэр Тавола плакал.",
)
CUP_GERMAN = _cup(
    "de",
    "Die Torhüterin, die nachts Brot backt",
    "Niemand kannte bisher Anja Sirel. Jetzt hält der Verein Siren den Pokal, und Maritim fährt "
    "nach Hause. Dort standen 3900 Menschen und Bürgermeister Tavol.",
)


def test_rare_names_and_figures_of_one_day_join_languages_that_share_few_words():
    everything = [CUP_RUSSIAN, CUP_GERMAN, *STORM, *REST]
    found = [set(story.article_keys) for story in stories_of(everything)]
    assert {CUP_RUSSIAN.key, CUP_GERMAN.key} in found


def test_rare_names_of_another_day_or_too_few_do_not():
    later = _cup("de", CUP_GERMAN.title, CUP_GERMAN.text, 3)
    few = _cup("de", CUP_GERMAN.title, "Niemand kannte Anja Sirel. Heute backt sie wieder Brot.")
    for other in (later, few):
        everything = [CUP_RUSSIAN, other, *STORM, *REST]
        found = [set(story.article_keys) for story in stories_of(everything)]
        assert {CUP_RUSSIAN.key} in found


def test_two_strangers_in_one_language_stay_apart():
    one = _article("Marrow ferry opens", "The ferry to the islands is open to all again.", "o")
    two = _article("Bread is dearer", "The price of bread is up in all of the islands.", "t")
    assert len(stories_of([one, two])) == 2


def test_undated_articles_fit_any_time_and_come_last():
    undated = _article(
        "Port Marrow ferry opens to islands", "Ferry boats at Port Marrow.", "u", None
    )
    everything = [undated, *ALL]
    found = stories_of(everything)
    (story,) = (story for story in found if undated.key in story.article_keys)
    assert FERRY[0].key in story.article_keys
    assert story.article_keys[-1] == undated.key


def test_every_group_is_in_one_story():
    found = stories_of(ALL)
    keys = [key for story in found for key in story.article_keys]
    assert sorted(keys) == sorted(article.key for article in ALL)
    assert stories_of([]) == ()
