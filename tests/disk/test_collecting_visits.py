"""Visits of sources whose document only points to others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tearsheet.demo.online import Ask, Reply, Site, serving
from tearsheet.model import Source, Visit
from tearsheet.pipeline.collecting import Scope, collect
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.settings import Settings
from tearsheet.store import sources

NOW = datetime(2025, 9, 22, tzinfo=UTC)
HOST = "index.loopback.example"
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
INDEX = f"<sitemapindex {XMLNS}><sitemap><loc>http://{HOST}/news.xml</loc></sitemap></sitemapindex>"


@dataclass
class Indexed:
    """A site whose index never changes, while the part it names does."""

    status: int = 200
    pages: list[str] = field(default_factory=list)

    def answer(self, ask: Ask) -> Reply:
        if ask.path == "/sitemap.xml":
            return Reply(200, INDEX.encode(), "application/xml", modified=NOW)
        if ask.path == "/news.xml":
            urls = "".join(f"<url><loc>http://{HOST}{path}</loc></url>" for path in self.pages)
            body = f"<urlset {XMLNS}>{urls}</urlset>".encode()
            return Reply(self.status, body, "application/xml")
        return Reply(200, f"<p>{ask.path}</p>".encode(), "text/html")


@pytest.fixture
def site() -> Indexed:
    return Indexed()


@pytest.fixture
def visited(site: Indexed, tmp_path: Path) -> Iterator[object]:
    with serving((Site((HOST,), site.answer),)) as served:
        settings = Settings(
            home=tmp_path,
            host_seconds=0.01,
            fetch_tries=1,
            open_hosts=(f"*.example=127.0.0.1:{served.port}",),
        )
        with Newsroom.open(settings) as room:
            url = f"http://{HOST}/sitemap.xml"
            sources.add_source(Source(HOST, url, "sitemap", "Indexed", NOW))

            def visit() -> Visit:
                [seen] = collect(room, Scope(when_due=False, read=False), lambda: NOW).visits
                return seen

            yield visit


def test_an_index_that_never_changes_hides_nothing(site: Indexed, visited) -> None:
    site.pages = ["/2025/09/21/first-story"]
    assert (visited().result, visited().result) == ("new", "nothing new")
    site.pages.append("/2025/09/21/second-story")
    assert visited().fresh == 1


def test_an_index_none_of_whose_parts_can_be_had_has_failed(site: Indexed, visited) -> None:
    site.status = 403
    seen = visited()
    assert (seen.result, seen.reason) == ("failed", "refused by the host")


def test_of_a_long_list_a_visit_takes_a_part_and_the_next_goes_on(
    site: Indexed, visited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tearsheet.pipeline.collecting.visiting.NEW", 3)
    site.pages = [f"/2025/09/21/story-{number}" for number in range(5)]
    assert [visited().fresh for _ in range(3)] == [3, 2, 0]
