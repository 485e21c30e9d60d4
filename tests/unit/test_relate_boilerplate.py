"""What an outlet prints under all its articles is known from them and left out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.relate.copies.boilerplate import SAMPLE, boilerplate_in, boilerplate_of
from tearsheet.relate.copies.fingerprints import fingerprint_of

LETTER = "Write to us at the harbour, or come by on Sundays."
BODIES = [
    "The ferry sails again.\nTwo boats were mended over the winter.",
    "A storm took the roof off the market hall.\nNobody was hurt.",
    "The apricots are early this year.\nPrices fell by a third.",
    "The school has a new bell.\nIt was cast two valleys away.",
]
PARAGRAPHS = st.lists(st.sampled_from([LETTER, *"\n".join(BODIES).split("\n")]), max_size=6)


def _with(ending, bodies=BODIES):
    return {f"key {at}": f"{body}\n{ending}" for at, body in enumerate(bodies)}


def _found(texts):
    known = boilerplate_of(texts)
    return {span.of(text) for text in texts.values() for span in boilerplate_in(text, known)}


def test_a_paragraph_in_three_different_articles_is_boilerplate():
    assert _found(_with(LETTER)) == {LETTER}
    assert _found(_with(LETTER, BODIES[:2])) == set()


def test_an_article_of_nothing_else_hides_no_boilerplate():
    assert _found({"a": LETTER} | _with(LETTER)) == {LETTER}


def test_case_and_marks_do_not_matter():
    texts = _with(LETTER) | {"key 9": f"Something else happened.\n{LETTER.upper()} "}
    assert _found(texts) == {LETTER, LETTER.upper()}


def test_versions_of_one_article_make_no_boilerplate():
    versions = [BODIES[0] + f"\nMore is expected at {hour} o'clock." for hour in range(9)]
    assert _found(dict(zip("abcdefghi", versions, strict=True))) == set()


def test_with_its_boilerplate_left_out_an_article_is_what_another_outlet_prints():
    texts = _with(LETTER)
    known = boilerplate_of(texts)
    for key, body in zip(texts, BODIES, strict=True):
        left_out = boilerplate_in(texts[key], known)
        assert fingerprint_of(texts[key], left_out) == fingerprint_of(body)


def test_what_one_article_in_fifty_prints_is_its_own():
    texts = {f"key {at:03}": f"Event number {at} in its own words." for at in range(SAMPLE)}
    texts |= {f"key {at:03}": f"Event number {at}.\n{LETTER}" for at in (3, 50)}
    assert _found(texts) == set()


@settings(max_examples=60)
@given(st.lists(PARAGRAPHS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(articles, random):
    texts = {f"key {at}": "\n".join(each) for at, each in enumerate(articles)}
    rows = list(texts.items())
    random.shuffle(rows)
    assert boilerplate_of(dict(rows)) == boilerplate_of(texts)


@settings(max_examples=60)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_spans_are_whole_paragraphs_of_any_text(texts):
    known = boilerplate_of({str(at): text for at, text in enumerate(texts)})
    for text in texts:
        for span in boilerplate_in(text, known):
            assert span.of(text) in text.split("\n") or span.of(text) == span.of(text).strip()
