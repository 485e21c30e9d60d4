"""One far end with all traps, and one forbidden place, for the whole folder."""

import pytest

from tearsheet.demo.online import Site, serving
from tests.hostile_net.ground import Canary
from tests.hostile_net.traps import TRAPS, good_site, hop, primed


@pytest.fixture(scope="session")
def canary():
    forbidden = Canary()
    yield forbidden
    forbidden.close()


@pytest.fixture(scope="session")
def far(canary):
    sites = (
        *(Site((trap.host,), trap.answer) for trap in TRAPS),
        Site(("hop.hostile.example",), hop(canary.port)),
        good_site(),
    )
    primed()
    with serving(sites) as served:
        yield served


@pytest.fixture(autouse=True)
def nobody_reached_the_forbidden_place(canary):
    before = canary.sung
    yield
    assert canary.sung == before
