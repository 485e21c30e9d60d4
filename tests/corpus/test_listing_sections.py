"""Real articles' addresses are known for what they are; real pages lead to articles."""

import gzip
import json
from collections import Counter

import pytest

from tearsheet.collect.listing import sections
from tearsheet.collect.listing.sections import likeness
from tearsheet.model import Kept
from tests.corpora import corpora_or_skip

pytestmark = pytest.mark.corpus


def fundus_pages():
    for file in sorted(corpora_or_skip("pages/fundus").glob("*/meta.info")):
        for name, page in json.loads(file.read_text("utf-8")).items():
            yield page["url"], file.parent / name


def aeb_addresses():
    folder = corpora_or_skip("pages/aeb")
    truth = json.loads(gzip.decompress((folder / "ground-truth.json.gz").read_bytes()))
    return [page["url"] for page in truth.values()]


def test_the_addresses_of_known_articles_look_like_articles():
    """All 262 of fundus and 171 of aeb's 181 did; the other ten may be either (2026-11-22)."""
    fundus = Counter(likeness(url) for url, _ in fundus_pages())
    aeb = Counter(likeness(url) for url in aeb_addresses())
    assert fundus["article"] / fundus.total() >= 0.99
    assert aeb["article"] / aeb.total() >= 0.93
    assert fundus["other"] + aeb["other"] == 0


def test_article_pages_lead_to_articles_of_their_site():
    pages = [(url, path) for url, path in fundus_pages() if path.exists()][::6]
    leads, clear, bare = 0, 0, 0
    for url, path in pages:
        outcome = sections.parse(gzip.decompress(path.read_bytes()), url)
        assert isinstance(outcome, Kept)
        found = outcome.value.leads
        assert all(lead.title and lead.url.startswith("http") for lead in found)
        leads += len(found)
        clear += sum(likeness(lead.url) == "article" for lead in found)
        bare += not found
    assert leads > 5 * len(pages)
    assert clear / leads >= 0.97
    assert bare / len(pages) <= 0.2
