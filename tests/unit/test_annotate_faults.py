"""A fault in one part of an article leaves what the other parts find."""

import pytest

from tearsheet.annotate import annotate, annotate_what_can_be
from tearsheet.model import Article, ExtractionReport, Outlet
from tearsheet.press import Register

TEXT = (
    "VALMERE, March 3 - “The bridge opens in May,” Ann Orr, the harbour master, told the Valmere "
    "Post.\nThe works cost 43 million dollars, she said.\nThe Valmere Council meets on Monday."
)
ARTICLE = Article("key", "https://post.example/1", "A bridge", TEXT, "en", ExtractionReport("test"))


class Broken(Register):
    """A register that cannot be asked for a name."""

    def named(self, name: str) -> Outlet | None:
        raise LookupError(name)


def test_without_a_fault_nothing_is_left_out() -> None:
    annotations, faults = annotate_what_can_be(ARTICLE, Register(()))
    assert annotations == annotate(ARTICLE, Register(()))
    assert annotations.quotes
    assert faults == ()


def test_a_fault_in_the_quotations_leaves_names_and_figures() -> None:
    annotations, faults = annotate_what_can_be(ARTICLE, Broken(()))
    assert not [quote for quote in annotations.quotes if quote.is_printed]
    assert "Ann Orr" in {name.text for name in annotations.names}
    assert [figure.unit for figure in annotations.figures] == ["USD"]
    assert [(fault.part, fault.reason) for fault in faults] == [
        ("quotations", "quotations not read")
    ]
    assert faults[0].detail.startswith("LookupError: ")


def test_who_saves_no_page_sees_the_fault() -> None:
    with pytest.raises(LookupError):
        annotate(ARTICLE, Broken(()))
