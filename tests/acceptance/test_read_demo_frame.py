"""Nothing stands in the text of a demo page that its author did not write into the article."""

import pytest

from tearsheet.demo import TruePage, truth
from tests.acceptance.test_demo_reading import ARTICLES, article, folded


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.path)
def test_text_begins_and_ends_with_the_article(page: TruePage) -> None:
    found = article(page)
    assert found is not None
    text = folded(found.text)
    opens, closes = folded(page.opens), folded(page.closes)
    assert text[: text.index(opens)].strip() in ("", folded(page.standfirst))
    below = text[text.index(closes) + len(closes) :]
    for note in page.notes:
        below = below.replace(folded(note), "")
    assert not below.strip()


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.path)
def test_no_furniture_and_no_credit(page: TruePage) -> None:
    found = article(page)
    assert found is not None
    words = [
        folded(words)
        for furniture in truth().furniture
        if furniture.outlet == page.outlet
        for words in furniture.words
    ]
    text = folded(found.text)
    assert [word for word in (*words, folded(page.credit)) if word and word in text] == []
