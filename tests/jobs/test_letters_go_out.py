"""Letters go out once; what cannot be sent is tried again, given up, and never names anybody."""

import asyncio
import logging

import pytest
from tests import make
from tests.usecases.shifts.counter import Counter, shift

from tablee.jobs.clerk import MOST_TRIES, Clerk
from tablee.jobs.mail import PAUSES_MS, Letters
from tablee.jobs.rounds import look_after_shifts
from tablee.ports.mail import NotSent
from tablee.usecases.shifts.letters import Letterhead, Occasion, letter
from tablee.usecases.shifts.rota import MAIL
from tablee.wiring import Site, memory_site


class Postman:
    """Takes what it is told to: None is taking it, a refusal is raised; the last one for ever."""

    is_on = True

    def __init__(self, *answers):
        self.answers = [*answers] or [None]
        self.taken = []

    def send(self, mail):
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is not None:
            raise answer
        self.taken.append(mail)


LATER = NotSent("the mail server answered 450", is_lasting=False)
NEVER = NotSent("the mail server answered 550", is_lasting=True)


class Bench:
    """A campaign, its letters, and the worker that sends them."""

    def __init__(self, *answers):
        self.postman = Postman(*answers)
        self.stage = Counter(shift(capacity=1))
        plain = memory_site(clock=self.stage.clock, secret=make.SECRET)
        self.site = Site(
            plain.settings, self.stage.desks, plain.clock, plain.secret, mailer=self.postman
        )
        self.letters = Letters(self.site)
        self.clerk = Clerk(self.site.desks, self.site.clock, {MAIL: self.letters})

    def work(self):
        """Send what is due, as the worker does."""
        for begun in self.clerk.take(100, 60_000):
            self.clerk.report([(begun.task, asyncio.run(outcome(begun.labour)))])

    def occasions(self):
        return [mail.key.rpartition(":")[2] for mail in self.postman.taken]

    def waiting(self):
        with self.site.desks.read() as desk:
            return sum(queue.waiting + queue.held for queue in desk.tasks.queues())

    def person(self, name="emil"):
        return self.stage.of(name)


async def outcome(labour):
    try:
        return await labour()
    except Exception as failure:  # noqa: BLE001 - as the worker does
        return failure


def test_each_occasion_is_written_about_once():
    bench = Bench()
    bench.stage.join("emil", "fay")
    bench.work()
    bench.work()
    assert bench.occasions() == ["join", "joined", "join", "waiting"]
    bench.stage.leave("emil")
    bench.work()
    assert bench.occasions()[4:] == ["left", "moved_up"]
    assert bench.waiting() == 0


def test_a_letter_is_to_one_person_with_their_own_link_and_words():
    bench = Bench()
    bench.stage.ask("emil")
    bench.work()
    (mail,) = bench.postman.taken
    assert mail.to == "emil@blog.example"
    assert "Hello Emil," in mail.text
    assert f"http://127.0.0.1:8000/c/{make.SLUG}/shifts/join/" in mail.text
    assert "Wednesday 4 March 2026" in mail.text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("occasion", Occasion)
def test_every_occasion_has_words_in_both_languages(occasion, language):
    bench = Bench()
    bench.stage.ask("emil", language=language)
    person = bench.person()
    head = Letterhead(bench.stage.terms, "https://meals.example", make.SECRET)
    mail = letter(head, shift()._replace(number=1), person, occasion)
    assert ("Bonjour" in mail.text) is (language == "fr")
    assert "{" not in mail.subject + mail.text
    assert "https://meals.example/c/" in mail.text


def test_what_fails_is_tried_again_more_and_more_seldom():
    bench = Bench(LATER, LATER, None)
    bench.stage.ask("emil")
    for pause_ms in (0, PAUSES_MS[0], PAUSES_MS[1]):
        bench.stage.clock.ms += pause_ms - 1
        bench.work()
        assert bench.occasions() == []
        bench.stage.clock.ms += 1
        bench.work()
    assert bench.occasions() == ["join"]
    assert bench.person().trouble == ""


def test_what_keeps_failing_is_given_up_and_shown():
    bench = Bench(LATER)
    bench.stage.join("emil")
    for _ in range(len(PAUSES_MS) + MOST_TRIES):
        bench.work()
        bench.stage.clock.ms += PAUSES_MS[-1]
    assert bench.waiting() == 0
    assert bench.person().trouble == "the mail server answered 450"


def test_an_address_that_does_not_exist_is_given_up_at_once_and_told_to_nobody(caplog):
    bench = Bench(NEVER)
    bench.stage.ask("emil")
    with caplog.at_level(logging.DEBUG):
        bench.work()
    assert bench.waiting() == 0
    assert bench.person().trouble == "the mail server answered 550"
    assert "550" in caplog.text
    assert "blog.example" not in caplog.text


def test_no_address_stands_in_the_queue_or_among_the_acts():
    bench = Bench(LATER)
    bench.stage.join("emil")
    bench.work()
    bench.stage.begin()
    bench.stage.mark("emil")
    with bench.site.desks.write() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        act = desk.journal(campaign).act(1)
        letters = desk.outbox.letters(100)
        bench.stage.clock.ms += PAUSES_MS[-1]
        shown = f"{act} {letters} {desk.tasks.dead(100)}"
    assert "blog.example" not in shown
    assert "Emil" not in shown


def test_a_link_that_is_no_longer_good_is_not_sent():
    bench = Bench(LATER, None)
    bench.stage.ask("emil")
    bench.work()
    bench.stage.clock.pass_days(2)
    bench.work()
    assert bench.postman.taken == []
    assert bench.waiting() == 0


def test_a_letter_of_an_earlier_turn_is_not_sent():
    bench = Bench()
    bench.stage.ask("emil")
    bench.stage.ask("emil")
    bench.work()
    assert len(bench.postman.taken) == 1


def test_a_crash_before_it_is_written_down_sends_the_same_letter_again_and_no_other():
    bench = Bench()
    bench.stage.ask("emil")
    (begun,) = bench.clerk.take(10, 1_000)
    asyncio.run(begun.labour())
    bench.stage.clock.ms += 2_000
    again = Clerk(bench.site.desks, bench.site.clock, {MAIL: bench.letters})
    for each in again.take(10, 60_000):
        again.report([(each.task, asyncio.run(outcome(each.labour)))])
    first, second = bench.postman.taken
    assert first == second


def test_without_mail_nothing_waits_for_ever():
    bench = Bench()
    bench.postman.is_on = False
    bench.stage.join("emil")
    bench.work()
    assert bench.waiting() == 0
    assert bench.postman.taken == []


def test_the_round_reminds_and_forgets():
    bench = Bench()
    bench.stage.join("emil")
    bench.work()
    bench.stage.begin()
    bench.stage.clock.ms -= 1
    look_after_shifts(bench.site)
    bench.work()
    assert bench.occasions()[-1] == "reminder"
    bench.stage.clock.pass_days(bench.site.settings.volunteer_days + 1)
    look_after_shifts(bench.site)
    assert [each.address for each in bench.stage.people()] == [""]
