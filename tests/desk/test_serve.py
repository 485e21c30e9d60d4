"""`tearsheet serve` as a process: it starts, says plainly why not, and stops whole."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from tearsheet import demo
from tearsheet.demo import online
from tearsheet.pipeline import Newsroom
from tearsheet.settings import Settings
from tearsheet.store import jobs, sources
from tests.desk.served import Served, start, stop

SOON = 15  # seconds; a desk at rest needs less than one


def refused(home: Path, cache: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tearsheet", "serve", "--home", str(home), *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), "COLUMNS": "200"},
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def got(served: Served, path: str, **headers: str) -> http.client.HTTPResponse:
    where = urlsplit(served.address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.body = answer.read()
    connection.close()
    return answer


def test_a_desk_says_why_it_cannot_be_served(served: Served, cache: Path, tmp_path: Path) -> None:
    port = str(urlsplit(served.address).port)
    assert f"port {port} of 127.0.0.1 cannot be had" in refused(tmp_path, cache, "--port", port)
    assert "another `tearsheet serve` works here" in refused(served.home, cache, "--port", "0")
    (tmp_path / "file").write_text("")
    assert refused(tmp_path / "file" / "home", cache)


def test_assets_have_hashes_are_small_and_kept_for_long(served: Served) -> None:
    page = got(served, "/sign-in/").body.decode()
    addresses = [part.split('"')[0] for part in page.split('="')[1:] if part.startswith("/static/")]
    assert len(addresses) == 4
    for address in addresses:
        answer = got(served, address, **{"Accept-Encoding": "gzip, br"})
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"], address
        assert answer.headers["Content-Encoding"] in ("br", "gzip", None)
    assert (
        sum(len(got(served, one, **{"Accept-Encoding": "br"}).body) for one in addresses) < 60_000
    )


def test_a_name_that_is_not_ours_is_refused(served: Served) -> None:
    answer = got(served, "/sign-in/", Host="evil.example")
    assert answer.status == 400
    assert b"does not answer to this name" in answer.body
    assert got(served, "/sign-in/", Host="localhost").status == 200


def test_an_open_desk_prints_a_code_while_it_is_new(tmp_path: Path, cache: Path) -> None:
    desk = start(tmp_path / "home", cache, "--no-collect", "--host", "0.0.0.0")
    try:
        said = desk.process.stdout.readline()
        assert said.startswith("Code for the first account: ")
        assert b'name="code"' in got(desk, "/welcome/").body
    finally:
        assert stop(desk) in (0, 130)


def test_a_desk_that_collects_stops_within_seconds_and_goes_on_at_the_next_start(
    tmp_path: Path, cache: Path
) -> None:
    home = tmp_path / "home"
    with online.serving(online.everything()) as press:
        with Newsroom.open(Settings(home=home)):
            sources.add_sources(online.listings(demo.EVENING))
        guest = {
            "TEARSHEET_OPEN_HOSTS": f"*.example=127.0.0.1:{press.port}",
            "TEARSHEET_HOST_SECONDS": "2",
        }
        desk = start(home, cache, **guest)
        wait_until(home, lambda: [one.state for one in jobs.latest()] == ["running"])
        began = time.monotonic()
        assert stop(desk) in (0, 130)
        assert time.monotonic() - began < SOON
    with Newsroom.open(Settings(home=home)) as room:
        (job,) = jobs.latest()
        assert job.state == "queued"
        assert room.mended == ()
        assert sources.claimants() == set()


def wait_until(home: Path, so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    with Newsroom.open(Settings(home=home)):
        while not so():
            assert time.monotonic() < until
            time.sleep(0.2)
    time.sleep(1)
