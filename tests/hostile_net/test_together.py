"""All hostile hosts at once, and a good one among them that must not notice."""

import asyncio
import time

from tearsheet.collect.fetch import Fetcher, Request
from tearsheet.model import Kept
from tests.hostile_net.ground import growth, manners, no_name, watching
from tests.hostile_net.traps import DOMAIN, TRAPS

PAGES = 20
PAUSE = 0.02


async def everything(port):
    """Every trap and twenty good pages through one fetcher; the good ones' time in seconds."""
    settled = manners(port, host_seconds=PAUSE, connections=200, seconds=3.0)
    async with Fetcher(settled, lookup=no_name) as fetcher:

        async def good():
            begun = time.monotonic()
            asked = [f"http://good.{DOMAIN}/page/{one}" for one in range(PAGES)]
            outcomes = await asyncio.gather(*(fetcher.get(Request(url)) for url in asked))
            return outcomes, time.monotonic() - begun

        bad = [asyncio.create_task(fetcher.get(Request(trap.url))) for trap in TRAPS]
        await asyncio.sleep(0.05)  # they have begun
        outcomes, seconds = await good()
        return outcomes, seconds, await asyncio.gather(*bad)


def test_none_of_them_costs_a_good_host_its_turn(far) -> None:
    with watching(far.port) as watch, growth() as grown:
        outcomes, seconds, bad = asyncio.run(everything(far.port))
    assert [one for one in outcomes if not isinstance(one, Kept)] == []
    found = {
        trap.name: "kept" if isinstance(one, Kept) else one.reason
        for trap, one in zip(TRAPS, bad, strict=True)
    }
    assert found == {trap.name: trap.reason for trap in TRAPS}
    assert seconds < PAGES * PAUSE + 2.5
    assert grown() < 150
    assert not watch.refused
