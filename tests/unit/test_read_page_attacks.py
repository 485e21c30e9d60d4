"""Pages made to hurt are refused with a reason, before they cost anything."""

import pytest

from tearsheet.read.page import MOST_TAGS, PageError, parse


@pytest.mark.parametrize(
    "payload",
    [
        b"<div>" * (MOST_TAGS + 1),
        b"<" * (MOST_TAGS + 1),
        b"<div " + b"".join(b'a%d="x" ' % at for at in range(20_000)) + b">x</div>",
        b"<p>" + b"a" * 20_000_001,
    ],
    ids=["nested", "open", "attributes", "bytes"],
)
def test_what_is_built_to_hurt_is_too_large(payload: bytes) -> None:
    with pytest.raises(PageError) as raised:
        parse("https://a.test/", payload, ())
    assert raised.value.reason == "too large"


def test_a_picture_in_an_attribute_is_no_attack() -> None:
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0K" * 20_000 + b"==" + b'">'
    page = parse("https://a.test/", b"<p>Words.</p>" + picture, ())
    assert page.tree.text_content() == "Words."
