"""Names of real articles: every mention lies where it says, and the people who speak are named."""

from datetime import UTC, datetime
from itertools import islice

import pytest
from benchmarks.words.attribution import polnear, quotations, wikinews

from tearsheet.annotate import annotate
from tearsheet.annotate.names import names_in
from tearsheet.model import Capture, EntityKind, Kept, Location
from tearsheet.press import register
from tearsheet.read import read
from tests.corpora import corpora_or_skip

ARTICLES = 20


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("where", "language"),
    [("polnear/train.jsonl.gz", "en"), ("german-wikinews/train.jsonl.gz", "de")],
)
def test_mentions_of_real_articles_lie_in_their_text(where: str, language: str) -> None:
    path = corpora_or_skip(f"quotes/{where}")
    documents = polnear(path) if language == "en" else wikinews(path)
    for document in islice(documents, ARTICLES):
        for name in names_in(document.text, language, quotations(document.text, language)):
            assert all(span.of(document.text).strip() for span in name.mentions)
            assert name.confidence > 0


@pytest.mark.corpus
def test_most_who_speak_in_english_articles_are_among_the_names() -> None:
    named = spoke = 0
    for document in islice(polnear(corpora_or_skip("quotes/polnear/train.jsonl.gz")), ARTICLES):
        quotes = quotations(document.text, "en")
        words = {
            word for name in names_in(document.text, "en", quotes) for word in name.text.split()
        }
        for quote in quotes:
            if quote.speaker and quote.speaker.basis.startswith("named"):
                spoke += 1
                named += quote.speaker.name.split()[-1] in words
    assert named >= 0.9 * spoke


def names_of_seed(name: str, media_type: str, kind: EntityKind) -> list[str]:
    payload = corpora_or_skip(f"seeds/{name}").read_bytes()
    capture = Capture(
        "key", f"file:///{name}", f"file:///{name}", datetime(2031, 3, 5, tzinfo=UTC), 200, (),
        media_type, "0" * 64, len(payload), Location("a.warc.gz", 0, 0, ""), "file:seed",
    )  # fmt: skip
    outcome = read(capture, payload)
    assert isinstance(outcome, Kept)
    found = annotate(outcome.value, register()).names
    return [one.text for one in found if one.kind == kind]


SEEDS = {
    "wire-release.md": "text/markdown",
    "media-digest.txt": "text/plain",
}
# Counted by hand, in the order of the text.
PERSONS = {
    "wire-release.md": [
        "Xi Jinping", "Kassym-Jomart Tokayev", "Shakhrat Nuryshhev",
        "Aibek Zheksenaliyevich Sydykov", "Ding Xiaoxing",
    ],
    "media-digest.txt": ["Kassym-Jomart Tokayev", "Lazzat Abdizhalilova"],
}  # fmt: skip
ORGANISATIONS = {
    "wire-release.md": {
        "Xinhua", "UN", "Global Times", "National Museum of Kazakhstan", "Confucius Institute",
        "Institute of Eurasia Studies", "China Institutes of Contemporary International Relations",
    },
    "media-digest.txt": {
        "Astana Times", "Times of Central Asia", "Law News", "Trend", "Hunan TV", "Mango TV",
        "China News", "EU Reporter", "Euronews", "Jiuquan Satellite Launch Centre",
        "Al-Farabi Kazakh National University", "Northwestern Polytechnical University",
    },
}  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize("seed", SEEDS)
def test_the_persons_of_the_seeds_are_these_and_nobody_else(seed: str) -> None:
    assert names_of_seed(seed, SEEDS[seed], "person") == PERSONS[seed]


@pytest.mark.corpus
@pytest.mark.parametrize("seed", SEEDS)
def test_few_bodies_of_the_seeds_are_made_up_or_missed(seed: str) -> None:
    found = names_of_seed(seed, SEEDS[seed], "organisation")
    right = [name for name in found if name in ORGANISATIONS[seed]]
    assert len(right) >= 0.8 * len(found), found
    assert len(right) >= 0.8 * len(ORGANISATIONS[seed]), found


@pytest.mark.corpus
@pytest.mark.parametrize("seed", SEEDS)
def test_no_people_or_thing_of_the_seeds_is_a_place(seed: str) -> None:
    found = set(names_of_seed(seed, SEEDS[seed], "place"))
    assert not found & {"Kazakh", "Chinese", "Chinese-made", "Culture", "Electronics", "Hanfu"}
    assert {"Kazakhstan", "China"} <= found
