"""The archived original: shown so that nothing in it can act, and given out whole."""

import re
from pathlib import Path

import pytest

from tearsheet.archive import read_bundle
from tearsheet.desk import sandbox
from tearsheet.pipeline import Newsroom
from tearsheet.store import queries
from tearsheet.store.queries import Known
from tests.desk.questions import SignedIn, plain, refused

HOSTILE = """<html><head><title>T</title><meta http-equiv=refresh content="0;url=//evil.example/">
<base href="//evil.example/"><link rel=stylesheet href="//evil.example/a.css"></head>
<body onload="x()" style="background:url(//evil.example/b)"><h1 onclick=x()>Head</h1>
<a href="javascript:alert(1)" ping="//evil.example/">link</a> <a href="//evil.example/">away</a>
<img src="//evil.example/i.png" srcset="//evil.example/j.png 2x" onerror=x() alt=picture>
<img src="data:image/png;base64,AAAA"><img src="data:image/svg+xml;base64,AAAA">
<svg><script>x()</script><a xlink:href="javascript:x()">s</a></svg>
<math><mtext><table><mglyph><style><img src onerror=alert(1)></style></table></math>
<form action="//evil.example/"><input name=q><button formaction="//evil.example/">go</button></form>
<iframe srcdoc="<script>x()</script>"></iframe><object data="//evil.example/"></object>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
<video poster="//evil.example/v" src="//evil.example/w"></video>
<style>@import "//evil.example"</style>
<p lang="ru" style="position:fixed">Слова</p><!-- comment --></body></html>"""


@pytest.fixture
def articles(desk: Newsroom) -> list[Known]:
    return list(queries.every_article())


def of_kind(articles: list[Known], media_type: str) -> Known:
    return next(one for one in articles if one.capture.media_type == media_type)


def test_nothing_that_acts_or_fetches_is_left() -> None:
    clean = sandbox.cleaned(HOSTILE)
    for word in (
        "script",
        "evil",
        "javascript",
        "onerror=",
        "onload",
        "onclick",
        "style",
        "href",
        "<form",
        "<input",
        "<iframe",
        "<svg",
        "<meta",
        "svg+xml",
        "srcset",
        "<!--",
    ):
        assert word not in clean.lower(), word
    for kept in ("<h1>Head</h1>", "link", "Слова", 'lang="ru"', 'alt="picture"', "image/png"):
        assert kept in clean


def test_tags_without_end_are_not_untangled() -> None:
    assert sandbox.is_tangled("<div><b>" * 20_000 + "deep")
    assert not sandbox.is_tangled("<div><p>word<br><b>word</b></div>" * 20_000)
    assert "deep" in sandbox.cleaned("<div><b>" * 900 + "deep")


def test_the_document_answers_so_that_nothing_could_act(
    signed_in: SignedIn, articles: list[Known]
) -> None:
    client = signed_in("reader")
    for known in (of_kind(articles, "text/html"), of_kind(articles, "application/pdf")):
        for way in ("", "source/", "bytes/", "record/"):
            answer = client.get(f"/original/{known.article.key}/{way}")
            policy = answer.headers["Content-Security-Policy"].split("; ")
            assert policy[:2] == ["sandbox", "default-src 'none'"]
            assert "allow-" not in policy[0]
            assert not any("unsafe" in one or "http" in one for one in policy)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Type"] in (
                "text/html; charset=utf-8",
                "application/octet-stream",
            )
            assert (way in ("bytes/", "record/")) == (
                answer.headers.get("Content-Disposition", "").startswith("attachment")
            )


def test_the_words_of_every_page_are_in_its_document(
    signed_in: SignedIn, articles: list[Known]
) -> None:
    client = signed_in("reader")
    for known in articles[::7]:
        answer = client.get(f"/original/{known.article.key}/").content.decode()
        assert "\N{REPLACEMENT CHARACTER}" not in answer
        assert not re.search(r"<[^>]*(?:script|href)", answer)
        longest = max(re.findall(r"\w+", known.article.text), key=len)
        assert longest in answer, known.article.url


def test_the_frame_trusts_nothing(signed_in: SignedIn, articles: list[Known]) -> None:
    known = of_kind(articles, "text/html")
    page = signed_in("reader").get(f"/article/{known.article.key}/original/").content.decode()
    frame = re.search(r"<iframe[^>]*>", page)
    assert frame
    assert 'sandbox=""' in frame[0]
    assert f'src="/original/{known.article.key}/"' in frame[0]
    words = plain(page)
    for fact in (
        known.capture.payload_sha256,
        known.capture.location.file,
        known.capture.location.sha256,
        known.capture.url,
    ):
        assert fact in words


def test_the_source_is_shown_as_characters(signed_in: SignedIn, articles: list[Known]) -> None:
    known = of_kind(articles, "text/html")
    source = signed_in("reader").get(f"/original/{known.article.key}/source/").content.decode()
    assert "&lt;title&gt;" in source or "&lt;html" in source
    page = signed_in("reader").get(f"/article/{known.article.key}/original/?as=source")
    assert f"/original/{known.article.key}/source/" in page.content.decode()


def test_what_is_no_page_is_shown_as_it_was_read(
    signed_in: SignedIn, articles: list[Known]
) -> None:
    known = of_kind(articles, "application/pdf")
    page = signed_in("reader").get(f"/article/{known.article.key}/original/").content.decode()
    assert "download the file" in page
    kept = signed_in("reader").get(f"/original/{known.article.key}/bytes/")
    assert kept.content.startswith(b"%PDF-")
    assert kept.headers["Content-Disposition"].endswith('.pdf"')


def test_the_record_proves_itself(
    signed_in: SignedIn, articles: list[Known], tmp_path: Path
) -> None:
    known = articles[0]
    path = tmp_path / "record.warc.gz"
    path.write_bytes(signed_in("reader").get(f"/original/{known.article.key}/record/").content)
    bundle = read_bundle(path)
    assert known.capture.key in bundle.payloads
    assert bundle.records[known.article.key] == (known.article.record, known.capture.key)


def test_an_archive_that_is_broken_says_so(
    desk: Newsroom, signed_in: SignedIn, articles: list[Known]
) -> None:
    known, client = articles[0], signed_in("reader")
    file = desk.settings.archive / known.capture.location.file
    whole = bytearray(file.read_bytes())
    whole[known.capture.location.offset + 40] ^= 0xFF
    file.write_bytes(whole)
    page = client.get(f"/article/{known.article.key}/original/")
    assert page.status_code == 200
    assert "cannot give this page back" in plain(page.content.decode())
    assert client.get(f"/original/{known.article.key}/").status_code == 200
    assert client.get(f"/original/{known.article.key}/bytes/").status_code == 404


def test_doors(signed_in: SignedIn, articles: list[Known]) -> None:
    key = articles[0].article.key
    ways = [f"/article/{key}/original/"]
    ways += [f"/original/{key}/{way}" for way in ("", "source/", "bytes/", "record/")]
    assert refused(signed_in, ways, [], "GET") == []
    for way in ways:
        assert signed_in("reader").get(way.replace(key, "none")).status_code == 404
