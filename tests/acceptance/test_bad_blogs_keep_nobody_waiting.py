"""Blogs that hang, drip, explode and lead astray: good posts are counted, and we stay inside."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.acceptance.at_work import NO_WORKER, WIDE_OPEN, AtWork
from tests.acceptance.campaign import Kinds, write_campaign
from tests.acceptance.conftest import acts_of, inside
from tests.acceptance.mentions import Teller, until
from tests.blogs import BOMB, DRIPPING, HANGING, Blogs, moved, post

from tablee.cli.replay.own_server import OwnServer, free_port

pytestmark = pytest.mark.slow

SLUG = "siege"
GOOD = 200
BAD = 30
"""Blogs of each bad sort."""
AT_ONCE = 32
KINDS = Kinds(("post",), 10, 'proof = "link"')
MOST_GROWTH_MIB = 100
"""What the worker may grow by, beside what it has when it has looked at a few pages."""
FORBIDDEN = (
    "http://127.0.0.2/",
    "http://10.0.0.1/admin",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://2130706434/",
    "http://0x7f000002/",
    "http://0.0.0.0/",
    "http://trap.inside/",
)


class Trap(threading.Thread):
    """A server inside, where nobody may come: it counts who does."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.wire = socket.create_server(("127.0.0.2", 0))
        self.port = self.wire.getsockname()[1]
        self.caught = 0

    def run(self) -> None:
        while True:
            try:
                who, _ = self.wire.accept()
            except OSError:
                return
            self.caught += 1
            who.close()

    def end(self) -> None:
        self.wire.shutdown(socket.SHUT_RDWR)
        self.wire.close()
        self.join()


@pytest.fixture
def trap() -> Iterator[Trap]:
    found = Trap()
    found.start()
    yield found
    found.end()


def bad_blogs(blogs: Blogs) -> list[str]:
    """Make the bad blogs; return the addresses of their posts."""
    sorts = {
        "hang": HANGING,
        "drip": DRIPPING,
        "bomb": BOMB,
        "ring": moved("http://ring0.example/1"),
    }
    for n in range(BAD):
        for name, page in sorts.items():
            blogs.pages[f"{name}{n}.example/1"] = page
        blogs.pages[f"inside{n}.example/1"] = moved(FORBIDDEN[n % len(FORBIDDEN)])
    return [f"http://{page}" for page in blogs.pages]


def tell_all(
    teller: Teller, sources: list[str], took_s: list[float] | None = None
) -> dict[str, str]:
    def tell(source: str) -> str:
        begun_s = time.perf_counter()
        address = teller.webmention(source)
        if took_s is not None:
            took_s.append(time.perf_counter() - begun_s)
        return address

    with ThreadPoolExecutor(4) as crowd:
        return dict(zip(sources, crowd.map(tell, sources), strict=True))


@pytest.mark.conformance("WM-09")
def test_whoever_tells_is_answered_while_every_source_still_hangs(places, tmp_path):
    place, port = places("sqlite"), free_port()
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, 5_000, kinds=KINDS)))
    teller = Teller(port, SLUG)
    with Blogs(lambda _host, _path: HANGING) as blogs:
        place.environ |= blogs.environ | WIDE_OPEN
        with OwnServer(place.environ, port) as server:
            server.wait_until_up()
            first = teller.webmention("http://hang0.example/1")
            until(lambda: blogs.hanging["hang0.example/1"])
            others = [teller.webmention(f"http://hang{n}.example/1") for n in range(1, 20)]
            assert blogs.hanging["hang0.example/1"], "all were answered before it was given up"
            outcomes = [teller.status(each)["outcome"] for each in [first, *others]]
    assert outcomes == ["queued"] * 20


@pytest.mark.conformance("FX-03", "FX-04", "FX-05")
def test_good_posts_are_counted_whatever_other_blogs_do(places, tmp_path, trap, figure):
    place, port = places("sqlite"), free_port()
    place.run("campaign", "apply", str(write_campaign(tmp_path, SLUG, 5_000, kinds=KINDS)))
    teller = Teller(port, SLUG)
    good = [f"http://good{n}.example/1" for n in range(GOOD)]
    with Blogs() as blogs:
        for n in range(GOOD + 20):
            blogs.pages[f"good{n}.example/1"] = post(teller.page)
        warm = [f"http://good{GOOD + n}.example/1" for n in range(20)]
        bad = bad_blogs(blogs)[GOOD + 20 :]
        place.environ |= blogs.environ | NO_WORKER | WIDE_OPEN
        place.environ["TABLEE_FETCH_HOSTS"] += f",trap.inside=127.0.0.2:{trap.port}"
        with (
            OwnServer(place.environ, port) as server,
            AtWork(place, AT_ONCE) as worker,
            inside(place) as site,
        ):
            server.wait_until_up()
            tell_all(teller, warm)
            until(lambda: acts_of(site, SLUG) == 20)
            before_mib = worker.peak_mib()
            begun_s = time.monotonic()
            first = tell_all(teller, bad)
            posts_s: list[float] = []
            status = tell_all(teller, good, posts_s)
            until(lambda: acts_of(site, SLUG) == 20 + GOOD, 120)
            took_s = time.monotonic() - begun_s
            until(lambda: all(blogs.asked()[each.removeprefix("http://")] for each in bad), 120)
            time.sleep(10)  # longer than anything may take that has been begun
            after_mib = worker.peak_mib()
            told = {name: teller.status(address) for name, address in (first | status).items()}
    assert all(told[each]["outcome"] == "verified" for each in good)
    assert not any(told[each]["outcome"] == "verified" for each in bad)
    astray = [told[each]["outcome"] for each in bad if "inside" in each or "ring" in each]
    assert set(astray) == {"refused"}
    assert trap.caught == 0
    assert after_mib - before_mib < MOST_GROWTH_MIB
    _, sent, refused = (
        int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", worker.said)[-3:]
    )
    assert refused >= len(FORBIDDEN) // 2
    figure(
        f"{GOOD} good posts beside {len(bad)} bad ones counted in {took_s:.0f} s; the worker had "
        f"{before_mib} MiB at most before and {after_mib} MiB after; {sent} requests sent, "
        f"{refused} addresses inside tried and refused, {trap.caught} contacted; a mention was "
        f"answered in {1_000 * sorted(posts_s)[GOOD * 99 // 100]:.0f} ms at most, of 99 in 100"
    )
