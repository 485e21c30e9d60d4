"""A guest's manners over real HTTP: rules, turns, patience, and leaving the dead alone."""

import asyncio
import random
from datetime import UTC, datetime

import pytest

from tearsheet.collect.fetch import Fetcher, Manners, Request, reasons
from tearsheet.collect.fetch.hosts import FAILURES
from tearsheet.model import Failed, Kept, Skipped
from tests.disk.fetch_loopback import Naps, guest, loopback, moved, response

PRESS = "http://press.example"


def rules(text: str, **headers: str) -> bytes:
    return response(text.encode(), Content_Type="text/plain", **headers)


async def get(fetcher: Fetcher, path: str, host: str = PRESS):
    return await fetcher.get(Request(host + path))


class TestRobots:
    def test_what_they_forbid_is_not_asked_for(self):
        async def main() -> None:
            replies = {"/robots.txt": rules("User-agent: *\nDisallow: /a"), "/b": response()}
            async with loopback(replies) as site, guest(site) as fetcher:
                assert await get(fetcher, "/a") == Skipped(reasons.ROBOTS, PRESS + "/a", "/a")
                assert isinstance(await get(fetcher, "/b"), Kept)
                assert site.paths(rules=True) == ["/robots.txt", "/b"]

        asyncio.run(main())

    def test_our_own_group_counts(self):
        async def main() -> None:
            text = "User-agent: *\nDisallow: /\n\nUser-agent: tearsheet\nDisallow: /b"
            async with (
                loopback({"/robots.txt": rules(text), "/a": response()}) as site,
                guest(site) as f,
            ):
                assert isinstance(await get(f, "/a"), Kept)
                assert isinstance(await get(f, "/b"), Skipped)

        asyncio.run(main())

    def test_many_at_once_ask_for_them_once_and_each_host_has_its_own(self):
        async def main() -> None:
            async with loopback({"/a": response()}) as site, guest(site) as fetcher:
                hosts = [PRESS, "http://other.example"] * 5
                await asyncio.gather(*(get(fetcher, "/a", host) for host in hosts))
                assert site.paths(rules=True).count("/robots.txt") == 2

        asyncio.run(main())

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
    def test_none_allow_everything(self, status: int):
        async def main() -> None:
            replies = {"/robots.txt": response(b"no", f"{status} No"), "/a": response()}
            async with loopback(replies) as site, guest(site) as fetcher:
                assert isinstance(await get(fetcher, "/a"), Kept)

        asyncio.run(main())

    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_those_that_cannot_be_had_forbid_everything(self, status: int):
        async def main() -> None:
            naps = Naps()
            replies = {"/robots.txt": response(b"no", f"{status} No"), "/a": response()}
            async with (
                loopback(replies) as site,
                guest(site, sleep=naps.sleep, clock=naps.clock) as fetcher,
            ):
                outcome = await get(fetcher, "/a")
                assert isinstance(outcome, Skipped)
                assert outcome.reason == reasons.ROBOTS_UNREACHABLE
                assert f"status {status}" in outcome.detail
                await get(fetcher, "/a")
                assert site.paths(rules=True) == ["/robots.txt"] * 3

        asyncio.run(main())

    def test_those_that_take_too_long_forbid_everything(self):
        async def main() -> None:
            async def silent(_asked, _reader, _writer) -> None:
                await asyncio.sleep(5)

            async with (
                loopback({"/robots.txt": silent}) as site,
                guest(site, seconds=0.1, tries=1) as f,
            ):
                outcome = await get(f, "/a")
                assert outcome.reason == reasons.ROBOTS_UNREACHABLE
                assert outcome.detail == f"{reasons.TIMEOUT}: 0.1 s"

        asyncio.run(main())

    def test_they_may_lie_elsewhere(self):
        async def main() -> None:
            replies = {
                "press.example/robots.txt": moved("http://rules.example/rules", 301),
                "/rules": rules("User-agent: *\nDisallow: /a"),
            }
            async with loopback(replies) as site, guest(site) as fetcher:
                assert (await get(fetcher, "/a")).reason == reasons.ROBOTS

        asyncio.run(main())

    def test_five_redirects_are_followed_and_six_are_none(self):
        async def main() -> None:
            hops = {f"/{step}": moved(f"/{step + 1}") for step in range(1, 9)}
            closed = rules("User-agent: *\nDisallow: /")
            for last, allowed in ((5, False), (6, True)):
                replies = {**hops, "/robots.txt": moved("/1"), f"/{last}": closed, "/a": response()}
                async with loopback(replies) as site, guest(site) as fetcher:
                    assert isinstance(await get(fetcher, "/a"), Kept) is allowed

        asyncio.run(main())

    def test_those_at_a_private_address_forbid_everything(self):
        async def main() -> None:
            replies = {"/robots.txt": moved("http://10.0.0.1/robots.txt"), "/a": response()}
            async with loopback(replies) as site, guest(site) as fetcher:
                assert (await get(fetcher, "/a")).reason == reasons.PRIVATE
                assert site.paths() == []

        asyncio.run(main())

    def test_they_are_kept_as_long_as_the_host_says_up_to_a_day(self):
        async def main() -> None:
            for header, hours, asked in (
                ({"Cache_Control": "max-age=7200"}, 1, 1),
                ({"Cache_Control": "max-age=7200"}, 3, 2),
                ({"Cache_Control": "max-age=9999999"}, 23, 1),
                ({"Cache_Control": "max-age=9999999"}, 25, 2),
                ({}, 23, 1),
                ({}, 25, 2),
            ):
                naps = Naps()
                replies = {"/robots.txt": rules("", **header), "/a": response()}
                async with loopback(replies) as site, guest(site, clock=naps.clock) as fetcher:
                    await get(fetcher, "/a")
                    naps.slept.append(hours * 3600)
                    await get(fetcher, "/a")
                    assert site.paths(rules=True).count("/robots.txt") == asked, (header, hours)

        asyncio.run(main())

    def test_a_large_file_is_read_as_far_as_it_counts(self):
        async def main() -> None:
            filling = "# filling\n" * 150_000
            replies = {
                "/robots.txt": rules(f"User-agent: *\nDisallow: /a\n{filling}"),
                "/b": response(),
            }
            async with loopback(replies) as site, guest(site) as fetcher:
                assert (await get(fetcher, "/a")).reason == reasons.ROBOTS
                assert isinstance(await get(fetcher, "/b"), Kept)

        asyncio.run(main())

    def test_the_door_for_those_who_look_for_sitemaps(self):
        async def main() -> None:
            group = "User-agent: *\nCrawl-delay: 2\nDisallow: /a"
            text = f"Sitemap: https://press.example/news.xml\n{group}"
            async with loopback({"/robots.txt": rules(text)}) as site, guest(site) as fetcher:
                found = await fetcher.robots(PRESS + "/anything")
                assert found.text == text
                assert found.sitemaps == ("https://press.example/news.xml",)
                assert found.delay == 2
                assert found.allows(PRESS + "/b")
                assert not found.allows(PRESS + "/a")
                refused = await fetcher.robots("http://10.0.0.1/")
                assert refused.reason == reasons.PRIVATE
                assert (await fetcher.robots("file:///x")).reason == reasons.SCHEME

        asyncio.run(main())


class TestTurns:
    def test_a_host_is_asked_no_more_often_than_it_may(self):
        async def main() -> None:
            async with (
                loopback({"/a": response()}) as site,
                guest(site, host_seconds=0.3) as fetcher,
            ):
                hosts = [PRESS, PRESS, PRESS, "http://other.example"]
                await asyncio.gather(*(get(fetcher, "/a", host) for host in hosts))
                gaps = site.gaps("press.example") + site.gaps("other.example")
                assert len(gaps) == 4
                assert min(gaps) > 0.2
                assert site.asked[-1].host == "press.example"  # the hosts went side by side
                assert {one.host for one in site.asked[:4]} == {"press.example", "other.example"}

        asyncio.run(main())

    def test_a_host_may_ask_for_more_time(self):
        async def main() -> None:
            replies = {"/robots.txt": rules("User-agent: *\nCrawl-delay: 0.4"), "/a": response()}
            async with loopback(replies) as site, guest(site, host_seconds=0.05) as fetcher:
                await asyncio.gather(*(get(fetcher, "/a") for _ in range(2)))
                assert min(site.gaps("press.example")) > 0.3

        asyncio.run(main())

    @pytest.mark.parametrize("most", [1, 3])
    def test_no_more_under_way_at_a_host_than_may_be(self, most: int):
        async def main() -> None:
            async def slow(_asked, _reader, writer) -> None:
                await asyncio.sleep(0.05)
                writer.write(response())

            async with (
                loopback({"/a": slow}) as site,
                guest(site, host_connections=most) as fetcher,
            ):
                await asyncio.gather(*(get(fetcher, "/a") for _ in range(7)))
                assert site.most_under_way == most

        asyncio.run(main())

    def test_no_more_under_way_altogether_than_may_be(self):
        async def main() -> None:
            async def slow(_asked, _reader, writer) -> None:
                await asyncio.sleep(0.03)
                writer.write(response())

            async with loopback({"/a": slow}) as site, guest(site, connections=4) as fetcher:
                await asyncio.gather(
                    *(get(fetcher, "/a", f"http://h{n}.example") for n in range(12))
                )
                assert site.most_under_way == 4

        asyncio.run(main())

    def test_hosts_that_wait_take_nobodys_place(self):
        async def main() -> None:
            async with (
                loopback({"/a": response()}) as site,
                guest(site, host_seconds=3.0, connections=1) as fetcher,
            ):
                waiting = [asyncio.create_task(get(fetcher, "/a")) for _ in range(5)]
                await asyncio.sleep(0.1)
                began = asyncio.get_running_loop().time()
                await asyncio.gather(
                    *(fetcher.robots(f"http://h{number}.example/") for number in range(20))
                )
                assert asyncio.get_running_loop().time() - began < 2
                for task in waiting:
                    task.cancel()
                await asyncio.gather(*waiting, return_exceptions=True)

        asyncio.run(main())

    def test_connections_are_used_again(self):
        async def main() -> None:
            async with loopback({"/a": response()}) as site, guest(site) as fetcher:
                for _ in range(5):
                    await get(fetcher, "/a")
                assert site.connections == 1

        asyncio.run(main())

    def test_connections_that_nobody_uses_are_closed(self, monkeypatch: pytest.MonkeyPatch):
        async def main() -> None:
            monkeypatch.setattr("tearsheet.collect.fetch.hosts.KEEP_SECONDS", 0.1)
            monkeypatch.setattr("tearsheet.collect.fetch.exchange.KEEP_SECONDS", 0.1)
            async with loopback({"/a": response()}) as site, guest(site) as fetcher:
                await get(fetcher, "/a")
                assert site.open == 1
                async with asyncio.timeout(5):
                    while site.open:
                        await asyncio.sleep(0.05)
                assert isinstance(await get(fetcher, "/a"), Kept)

        asyncio.run(main())

    def test_only_so_many_are_kept(self, monkeypatch: pytest.MonkeyPatch):
        async def main() -> None:
            monkeypatch.setattr("tearsheet.collect.fetch.hosts.MOST_IDLE", 5)
            async with loopback({"/a": response()}) as site, guest(site) as fetcher:
                for number in range(12):
                    await get(fetcher, "/a", f"http://h{number}.example")
                async with asyncio.timeout(5):
                    while site.open != 5:
                        await asyncio.sleep(0.05)

        asyncio.run(main())

    def test_a_connection_that_the_host_closed_meanwhile_is_no_failure(self):
        async def main() -> None:
            async def closing(_asked, _reader, writer) -> None:
                writer.write(response())
                await writer.drain()
                writer.close()

            async with loopback({"/a": closing}) as site, guest(site, tries=1) as fetcher:
                for _ in range(4):
                    assert isinstance(await get(fetcher, "/a"), Kept)
                assert site.connections == 4

        asyncio.run(main())


class TestPatience:
    def fetched(self, replies: dict, **given) -> tuple[object, list[float], list[str]]:
        async def main():
            naps = Naps()
            async with (
                loopback({"/a": response(), **replies}) as site,
                guest(
                    site, sleep=naps.sleep, clock=naps.clock, chance=random.Random(7), **given
                ) as f,
            ):
                return await get(f, "/a"), naps.slept, site.paths()

        return asyncio.run(main())

    @pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
    def test_what_fails_in_passing_is_tried_again(self, status: int):
        bad = response(b"", f"{status} Oh")
        outcome, slept, paths = self.fetched({"/a": [bad, bad, response()]})
        assert isinstance(outcome, Kept)
        assert paths == ["/a"] * 3
        assert 0.5 <= slept[0] <= 1.5
        assert 1 <= slept[1] <= 3

    def test_but_not_for_ever(self):
        outcome, _, paths = self.fetched({"/a": response(b"", "500 Oh")}, tries=4)
        assert outcome == Failed(reasons.SERVER_ERROR, PRESS + "/a", "status 500")
        assert paths == ["/a"] * 4

    def test_what_will_not_pass_is_not_tried_again(self):
        outcome, slept, paths = self.fetched({"/a": response(b"", "404 No")})
        assert outcome.reason == reasons.NOT_FOUND
        assert (slept, paths) == ([], ["/a"])

    def test_a_host_is_given_the_time_it_asks_for(self):
        slow = response(b"", "429 Slow down", Retry_After="20")
        outcome, slept, paths = self.fetched({"/a": [slow, response()]})
        assert isinstance(outcome, Kept)
        assert 19 < sum(slept) < 25
        assert paths == ["/a"] * 2

    def test_a_host_that_asks_for_much_time_is_left_alone(self):
        async def main() -> None:
            naps = Naps()
            slow = response(b"", "503 Later", Retry_After="3600")
            async with (
                loopback({"/a": slow, "/b": response()}) as site,
                guest(site, sleep=naps.sleep, clock=naps.clock) as fetcher,
            ):
                assert (await get(fetcher, "/a")).reason == reasons.SLOW_DOWN
                outcome = await get(fetcher, "/b")
                assert outcome.reason == reasons.SLOW_DOWN
                assert "left alone" in outcome.detail
                assert site.paths() == ["/a"]
                naps.slept.append(3601)
                assert isinstance(await get(fetcher, "/b"), Kept)

        asyncio.run(main())

    def test_a_date_to_come_again_is_kept(self):
        async def main() -> None:
            naps = Naps()
            at = datetime(2026, 3, 1, tzinfo=UTC)
            slow = response(b"", "429 Later", Retry_After="Sun, 01 Mar 2026 00:00:30 GMT")
            async with (
                loopback({"/a": [slow, response()]}) as site,
                guest(site, sleep=naps.sleep, clock=naps.clock, now=lambda: at) as fetcher,
            ):
                assert isinstance(await get(fetcher, "/a"), Kept)
                assert 29 < sum(naps.slept) < 34

        asyncio.run(main())

    def test_a_dead_host_costs_little(self):
        async def main() -> None:
            naps = Naps()
            looked_up: list[str] = []

            async def lookup(host: str, _port: int) -> list[str]:
                looked_up.append(host)
                return ["127.0.0.1"]

            async with loopback() as site:
                port = site.port
            manners = Manners(host_seconds=0, open_hosts=("*.example",))
            async with Fetcher(
                manners, lookup=lookup, sleep=naps.sleep, clock=naps.clock
            ) as fetcher:
                urls = [f"http://dead.example:{port}/{number}" for number in range(20)]
                found = await asyncio.gather(*(fetcher.get(Request(url)) for url in urls))
                assert {one.reason for one in found} == {reasons.CONNECTION}
                assert looked_up == ["dead.example"]
                assert len(naps.slept) == 2  # between the three tries of robots.txt

        asyncio.run(main())

    def test_a_host_that_dies_is_left_alone(self):
        async def main() -> None:
            naps = Naps()

            async def dying(_asked, _reader, writer) -> None:
                writer.close()

            async with (
                loopback({f"/{number}": dying for number in range(20)}) as site,
                guest(site, sleep=naps.sleep, clock=naps.clock) as fetcher,
            ):
                found = [await get(fetcher, f"/{number}") for number in range(20)]
                assert {one.reason for one in found} == {reasons.CONNECTION}
                assert "left alone" in found[-1].detail
                assert len(site.paths()) <= FAILURES + 2
                naps.slept.append(1000)
                site.replies["/0"] = response()
                assert isinstance(await get(fetcher, "/0"), Kept)

        asyncio.run(main())

    def test_one_bad_page_does_not_close_its_host(self):
        async def main() -> None:
            naps = Naps()

            async def dying(_asked, _reader, writer) -> None:
                writer.close()

            async with (
                loopback({"/bad": dying, "/good": response()}) as site,
                guest(site, sleep=naps.sleep, clock=naps.clock) as fetcher,
            ):
                for _ in range(6):
                    assert (await get(fetcher, "/bad")).reason == reasons.CONNECTION
                    assert isinstance(await get(fetcher, "/good"), Kept)

        asyncio.run(main())


def test_a_fetcher_that_is_interrupted_leaves_nothing_behind():
    async def main() -> None:
        async def silent(_asked, _reader, writer) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
            await asyncio.sleep(30)

        async with loopback({"/a": silent}) as site:
            async with guest(site) as fetcher:
                tasks = [
                    asyncio.create_task(get(fetcher, "/a", f"http://h{n}.example"))
                    for n in range(9)
                ]
                await asyncio.sleep(0.3)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                assert all(task.cancelled() for task in tasks)
                site.replies["/b"] = response()
                assert isinstance(await get(fetcher, "/b", "http://h0.example"), Kept)
            await asyncio.sleep(0.1)
            left = [one for one in asyncio.all_tasks() if "fetch/" in repr(one.get_coro())]
            assert left == []

    asyncio.run(main())
