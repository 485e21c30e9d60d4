"""Who wrote a text that several pages print: the page's own word first, then the others'."""

from tearsheet.model import Article, Credit, ExtractionReport, Provenance
from tearsheet.relate.copies.originals import origins


def printing(key: str, *writers: str) -> Article:
    credits_ = tuple(Credit("originator", name, "dateline") for name in writers)
    return Article(
        key, "", "", "The lake opened.", "en", ExtractionReport("1"),
        provenance=Provenance(credits=credits_),
    )  # fmt: skip


def test_a_page_that_names_nobody_has_it_from_whom_most_others_credit():
    named, also, other, silent = (
        printing("a", "Coastwire"),
        printing("b", "Coastwire"),
        printing("c", "Hillwire"),
        printing("d"),
    )
    found = origins([named, also, other, silent])
    assert [found[one.key].name for one in (named, other, silent)] == [
        "Coastwire", "Hillwire", "Coastwire",
    ]  # fmt: skip
    assert found[named.key].basis == "dateline"
    assert found[silent.key].basis == "2 other printings of the text: dateline"
    assert found[silent.key].span is None


def test_where_no_page_names_anyone_nobody_is_guessed():
    assert origins([printing("a"), printing("b")]) == {}
    assert origins([]) == {}
