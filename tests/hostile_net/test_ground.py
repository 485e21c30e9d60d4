"""The ground itself: what escapes is seen, what grows is measured."""

import mmap
import socket

import pytest

from tests.hostile_net.ground import Canary, growth, watching


def test_a_connection_elsewhere_is_seen_and_refused(far) -> None:
    with watching(far.port) as watch:
        with socket.create_connection(("127.0.0.1", far.port), timeout=2):
            pass
        with pytest.raises(ConnectionRefusedError, match="outside"):
            socket.create_connection(("169.254.169.254", 80), timeout=2)
    assert watch.connected == [("127.0.0.1", far.port)]
    assert watch.refused == [("169.254.169.254", 80)]


def test_a_file_and_a_name_are_seen(tmp_path) -> None:
    with watching() as watch:
        (tmp_path / "seen").write_text("x")
        with pytest.raises(OSError, match="service"):
            socket.getaddrinfo("no such name", 80)
    assert str(tmp_path / "seen") in watch.opened
    assert watch.looked_up == ["no such name"]


def test_memory_that_grows_is_measured() -> None:
    with growth() as grown, mmap.mmap(-1, 60_000_000) as held:  # new to any process's heap
        held.write(b"x" * 60_000_000)
    assert 50 < grown() < 150


def test_the_canary_sings() -> None:
    canary = Canary()
    try:
        with socket.create_connection(("127.0.0.1", canary.port), timeout=2) as one:
            assert one.recv(1) == b""
        assert canary.sung == 1
    finally:
        canary.close()
