"""Which server answers the desk's pages soonest, alone and beside the collector's work?

Each serves the inbox of the demo press from one process on loopback, with eight threads for
pages; Python threads with kept connections ask. Beside it, where said, a thread of the same
process relates all articles again and again, as the desk's worker does after a round.
`python -m benchmarks.desk.servers` measures; the bar is that of every page of the desk.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Thread

from benchmarks.figures import Figure

SERVERS = ("waitress", "granian")
"""uvicorn is no peer: its WSGI bridge is deprecated, and h11 under it refuses Django's cookies."""
THREADS = 8
CALLERS = (1, 10)
CALLS = 60
BAR = 150.0
HOME, BUSY = "TEARSHEET_HOME", "TEARSHEET_BENCH_BUSY"


def measure(corpora: Path) -> list[Figure]:
    """Median and 95th percentile of each server, alone and beside work."""
    return list(_measured())


def _measured() -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        cookie = _made(home)
        for busy in (False, True):
            yield from _both(home, cookie, busy=busy)


def _both(home: Path, cookie: str, *, busy: bool) -> Iterator[Figure]:
    """With one caller and with many, of the same two processes."""
    with ExitStack() as stack:
        ports = {name: stack.enter_context(_serving(name, home, busy=busy)) for name in SERVERS}
        for callers in CALLERS:
            yield from _compared(ports, cookie, callers, busy=busy)


def _compared(ports: dict[str, int], cookie: str, callers: int, *, busy: bool) -> Iterator[Figure]:
    times = {name: _times(port, cookie, callers) for name, port in ports.items()}
    where = f"{callers} at a time{', beside relating' if busy else ''}"
    stem = f"desk.server.{callers}{'.busy' if busy else ''}"
    looks: dict[str, Callable[[list[float]], float]] = {
        "p50": median,
        "p95": lambda all_times: quantiles(all_times, n=20)[-1],
    }
    for name, look in looks.items():
        peers = {server: look(taken) for server, taken in times.items()}
        ours = peers.pop("waitress")
        bar = BAR if name == "p50" and not busy and callers == 1 else None
        yield Figure(f"{stem}.{name}", ours, "ms", bar, "low", peers, f"inbox, {where}; waitress")


def _times(port: int, cookie: str, callers: int) -> list[float]:
    with ThreadPoolExecutor(callers) as pool:
        _asked(port, cookie, 3)
        rounds = pool.map(lambda _: _asked(port, cookie, CALLS // callers), range(callers))
        return [one for taken in rounds for one in taken]


def _asked(port: int, cookie: str, times: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        connection.request("GET", "/w/velmaria/", headers={"Cookie": f"sessionid={cookie}"})
        answer = connection.getresponse()
        body = answer.read()
        taken.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200, answer.status
        assert len(body) > 5000
    connection.close()
    return taken


@contextmanager
def _serving(name: str, home: Path, *, busy: bool) -> Iterator[int]:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    environment = {
        **os.environ,
        HOME: str(home),
        BUSY: "yes" if busy else "",
        "TEARSHEET_VECTORS": "none",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.desk.servers", name, str(port)], env=environment
    )
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < until, f"{name} does not answer"
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _made(home: Path) -> str:
    """A home with the demo press, and the session of an editor in it."""
    from tearsheet.desk.site import prepare

    prepare("of the benchmark")
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from tests.desk.conftest import make_home

    from tearsheet.pipeline import Newsroom
    from tearsheet.settings import Settings
    from tearsheet.store.rows import AccountRow
    from tearsheet.store.sessions import SessionStore

    if kept := os.environ.get("TEARSHEET_BENCH_HOME"):
        shutil.copytree(kept, home)
    else:
        make_home(home)
    with Newsroom.open(Settings(home=home)):
        row, session = AccountRow.objects.get(name="editor"), SessionStore()
        session[SESSION_KEY] = str(row.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = row.get_session_auth_hash()
        session.create()
        return str(session.session_key)


def application(environment: dict[str, str], start_response: Callable[..., object]) -> list[bytes]:
    """The desk, opened at the first call: granian imports this in a process of its own."""
    return _desk()(environment, start_response)


_opened: list[Callable[..., list[bytes]]] = []


def _desk() -> Callable[..., list[bytes]]:
    if not _opened:
        from tearsheet.desk.site import prepare

        prepare("of the benchmark")
        from django.core.handlers.wsgi import WSGIHandler

        from tearsheet.desk.room import working_in
        from tearsheet.pipeline import Newsroom
        from tearsheet.settings import load

        room = Newsroom.open(load()).__enter__()
        working_in(room).__enter__()
        if os.environ.get(BUSY):
            Thread(target=_relate_for_ever, args=(room,), daemon=True).start()
        _opened.append(WSGIHandler())
    return _opened[0]


def _relate_for_ever(room: object) -> None:
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.relating import relate_new

    assert isinstance(room, Newsroom)
    for turn in count():  # another cost of wrong merges, and everything is related anew
        relate_new(replace(room, settings=replace(room.settings, wrong_merge_cost=2 + turn / 1000)))


def _serve(name: str, port: int) -> None:
    target = "benchmarks.desk.servers:application"
    _desk()
    if name == "waitress":
        from waitress import serve

        serve(application, host="127.0.0.1", port=port, threads=THREADS, _quiet=True)
    else:
        from granian import Granian
        from granian.constants import Interfaces

        Granian(
            target,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=THREADS,
            log_enabled=False,
        ).serve()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _serve(sys.argv[1], int(sys.argv[2]))
    else:
        for one in _measured():
            print(
                one.figure,
                round(one.value, 1),
                {name: round(value, 1) for name, value in one.peers.items()},
            )
