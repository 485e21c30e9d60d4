"""295 pairs of real addresses, each judged by looking: one page or two?

The addresses that are one page are what pages and feeds say of themselves (canonical, amphtml,
mobile and og:url links; feed links beside guids); those that are two are neighbours on one site.
Some pages have a second address that no rule can know (a number for a name): they stay in the
table, so that the figure is honest, and the publisher's canonical link is what joins them.
"""

from pathlib import Path

from tearsheet.press.url_key import url_key

PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("url_pairs.tsv").read_text("utf-8").splitlines()
]


def test_two_pages_never_have_one_key() -> None:
    merged = [(a, b) for a, b, truth in PAIRS if truth == "different" and url_key(a) == url_key(b)]
    assert merged == []


def test_the_forms_of_one_address_have_one_key() -> None:
    same = [url_key(a) == url_key(b) for a, b, truth in PAIRS if truth == "same"]
    assert sum(same) >= 0.82 * len(same)


def test_every_key_is_the_key_of_its_own_address() -> None:
    keys = [url_key(url) for a, b, _ in PAIRS for url in (a, b)]
    assert [url_key(f"https://{key}") for key in keys] == keys
