"""The pages and texts of some of the crowd's articles, put into an archive for who opens them."""

from collections.abc import Iterable

from benchmarks.desk.crowd import page_of
from tearsheet.model import Arrival, Article, Capture
from tearsheet.pipeline import Newsroom
from tearsheet.store import queries
from tearsheet.store.rows import CaptureRow, TextRow


def put(room: Newsroom, keys: Iterable[str]) -> None:
    """See that these articles can be read from the newsroom's archive."""
    known = list(queries.articles(keys).values())
    with room.archive.writing():
        captures = room.archive.append_all([_arrival(one.article, one.capture) for one in known])
        for one, capture in zip(known, captures, strict=True):
            assert capture.key == one.capture.key, one.article.url
            text, page = room.archive.append_text(one.article, capture), capture.location
            for rows, at in (
                (CaptureRow.objects.filter(key=capture.key), page),
                (TextRow.objects.filter(article_key=one.article.key), text),
            ):
                rows.update(file=at.file, offset=at.offset, length=at.length, sha256=at.sha256)


def _arrival(article: Article, capture: Capture) -> Arrival:
    return Arrival(
        capture.url,
        capture.requested_url,
        capture.captured_at,
        capture.status,
        capture.headers,
        capture.media_type,
        page_of(article.title, article.text, article.language),
        capture.source,
    )
