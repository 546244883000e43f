"""Jobs run again and again; one that fails is told in a line and never stops the others."""

import logging
import threading
from dataclasses import replace

from tests import make

from tablee.core.act import Claim, fingerprint
from tablee.jobs.rounds import check, rounds, sealing
from tablee.jobs.ticker import Job, Ticker, run_once
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.wiring import memory_site


class StandingClock:
    def __init__(self, now_ms: int) -> None:
        self.at_ms = now_ms

    def now_ms(self) -> int:
        return self.at_ms


def fail() -> None:
    raise OSError("the disk is full")


def test_a_failing_job_is_told_in_one_line_and_the_next_one_runs(caplog):
    seen = threading.Event()
    with (
        caplog.at_level(logging.ERROR, "tablee.jobs"),
        Ticker([Job("bad", 0.01, fail), Job("good", 0.03, seen.set)]),
    ):
        assert seen.wait(5)
    assert "bad" in caplog.records[0].getMessage()
    assert caplog.records[0].exc_info is None


def test_a_ticker_ends_when_it_is_asked_to_and_cleans_up_in_its_own_thread():
    cleaners: list[str] = []
    ticker = Ticker(
        [Job("rare", 3600, fail)], after=lambda: cleaners.append(threading.current_thread().name)
    )
    ticker.start()
    ticker.stop()
    assert cleaners == ["tablee-jobs"]


def test_running_once_says_whether_it_went_well():
    assert run_once(Job("good", 1, lambda: None))
    assert not run_once(Job("bad", 1, fail))


def test_the_rounds_lay_a_raise_when_its_moment_comes_and_sealing_posts_the_books():
    clock = StandingClock(make.MIDDLE_MS)
    site = replace(memory_site(), clock=clock)
    raised = make.raised(units=50, effective_at=make.OPENS_AT + make.timedelta(days=20))
    publish_terms(site.desks, clock, Publication(make.terms(raises=(raised,))))
    claims = [
        Claim("post", f"u{n}", b"", fingerprint(make.SLUG, "post", f"u{n}")) for n in range(12)
    ]
    record_acts(site.desks, clock, make.SLUG, claims, "import")

    clock.at_ms += 15 * make.DAY_MS
    for job in (*rounds(site, lambda: ""), *sealing(site)):
        job.run()

    with site.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        line = desk.journal(campaign).standing().lines["blogs"]
        balances = desk.books.balances(campaign.id)
    assert (line.covered, line.paid) == (150, 120)
    assert balances["earned:Dana:blogs"] == 120


def test_a_broken_invariant_is_told_to_the_operator(caplog):
    with caplog.at_level(logging.CRITICAL, "tablee.jobs"):
        check(lambda: "")
        assert not caplog.records
        check(lambda: "the books are off by one")
    assert "off by one" in caplog.text
