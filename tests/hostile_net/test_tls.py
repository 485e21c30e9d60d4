"""A connection that is meant to be secure is secure or is none."""

import asyncio
import ssl
import subprocess
from pathlib import Path

import pytest

from tearsheet.collect.fetch import Fetcher, Request, reasons
from tearsheet.demo.online import Reply, Site, serving
from tearsheet.demo.online.exchange import NOT_HERE
from tests.hostile_net.ground import fetched, manners, no_name, watching
from tests.hostile_net.traps import PAGE

HOST = "secure.hostile.example"


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A key and a certificate for ``name``, signed by itself."""
    key, cert = folder / f"{name}.key", folder / f"{name}.pem"
    words = f"""openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes
        -days 2 -keyout {key} -out {cert} -subj /CN={name} -addext subjectAltName=DNS:{name}"""
    subprocess.run(words.split(), check=True, capture_output=True)
    return key, cert


def far_side(key: Path, cert: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="module")
def sites():
    def answer(ask):
        return NOT_HERE if ask.path == "/robots.txt" else Reply(200, PAGE)

    return (Site((HOST, "other.hostile.example"), answer),)


@pytest.fixture(scope="module")
def own(folder):
    return certificate(folder, HOST)


@pytest.fixture(scope="module")
def secure(sites, own):
    with serving(sites, tls=far_side(*own)) as served:
        yield served


def securely(url, served, cert: Path | None):
    """Fetch with only this certificate trusted."""

    async def get():
        context = ssl.create_default_context(cafile=cert)
        settled = manners(served.port)
        async with Fetcher(settled, lookup=no_name, context=context) as fetcher:
            return await fetcher.get(Request(url))

    with watching(served.port):
        return asyncio.run(get())


def test_a_trusted_certificate_for_the_name_is_good(secure, own) -> None:
    outcome = securely(f"https://{HOST}/page", secure, own[1])
    assert outcome.value.payload == PAGE


def test_a_certificate_for_another_name_is_none(secure, own) -> None:
    outcome = securely("https://other.hostile.example/page", secure, own[1])
    assert outcome.reason == reasons.TLS


def test_a_certificate_signed_by_itself_is_none(secure) -> None:
    got = fetched(f"https://{HOST}/page", secure, context=None)
    assert got.reason == reasons.TLS
    assert got.seconds < 4


def test_nothing_is_asked_over_a_line_that_is_not_trusted(sites, own) -> None:
    with serving(sites, tls=far_side(*own)) as served:
        fetched(f"https://{HOST}/page", served, context=None)
        assert not served.requests()


def test_an_old_protocol_is_none(sites, own) -> None:
    context = far_side(*own)
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with serving(sites, tls=context) as served:
        got = fetched(f"https://{HOST}/page", served, context=None)
        assert got.reason in (reasons.TLS, reasons.CONNECTION), got.detail
        assert not served.requests()


def test_plain_words_where_tls_was_expected(far) -> None:
    got = fetched("https://garbage.hostile.example/page", far)
    assert got.reason in (reasons.TLS, reasons.TIMEOUT)
    assert got.seconds < 4


def test_tls_where_plain_words_were_expected(secure) -> None:
    got = fetched(f"http://{HOST}/page", secure)
    assert got.reason in (reasons.NOT_HTTP, reasons.CONNECTION, reasons.ROBOTS_UNREACHABLE)
    assert got.seconds < 4
