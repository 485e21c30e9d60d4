"""Every page of real publishers finds its outlet by its URL."""

import json

import pytest

from tearsheet.press import register
from tests.corpora import corpora_or_skip

FOLDERS = {"uk": "GB", "ind": "IN", "isl": "IS"}
# Filed under the country of an edition or of its readers, but published from another.
ELSEWHERE = {"Euronews": "FR", "Reuters": "GB", "AFP Faktencheck": "FR"}


@pytest.mark.corpus
def test_every_page_of_pages_fundus_finds_its_publisher():
    folder = corpora_or_skip("pages/fundus")
    lost, misplaced, pages = [], [], 0
    for file in sorted(folder.glob("*/meta.info")):
        country = FOLDERS.get(file.parent.name, file.parent.name.upper())
        for name, page in json.loads(file.read_text("utf-8")).items():
            pages += 1
            outlet = register().at(page["url"])
            if outlet is None:
                lost.append(name)
            elif outlet.country != ELSEWHERE.get(outlet.name, country):
                misplaced.append((name, outlet.name, outlet.country))
    assert pages > 250
    assert lost == []
    assert misplaced == []


@pytest.mark.corpus
def test_every_outlet_named_in_the_seeds_is_known():
    corpora_or_skip("seeds")
    named = (
        "The Astana Times;The Times of Central Asia;Law News;Trend;China News;EU Reporter;Euronews;"
        "Global Times;Xinhua;PR Newswire;Hunan TV;Mango TV"
    )
    assert [name for name in named.split(";") if register().named(name) is None] == []
