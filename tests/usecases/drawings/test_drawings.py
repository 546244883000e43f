"""Drawings are taken in, taken back, shown or not, and erased when their time is over.

(submit_drawing, withdraw_drawing, show_drawing, erase_drawings)
"""

from dataclasses import replace
from hashlib import sha256

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.drawing.drawing import Consent, Files, Licence, Words
from tablee.core.drawing.likeness import Likeness
from tablee.core.errors import CampaignClosed, UnknownAct, UnknownCampaign, UnknownKind
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.outside.exhibits import HeldExhibits
from tablee.usecases.drawings.erase_drawings import erase_drawings, sweep_pictures
from tablee.usecases.drawings.show_drawing import show_drawing
from tablee.usecases.drawings.submit_drawing import Sheet, submit_drawing
from tablee.usecases.drawings.withdraw_drawing import withdraw_drawing
from tablee.usecases.posts.appeal_act import Plea, appeal_act

LOOKS = [Likeness(bytes([n] * 32), bytes([n] * 8), 90) for n in range(8)]


class Easel(Stage):
    """A campaign that counts drawings, and where their files lie."""

    def __init__(self, **limits):
        kinds = (
            replace(make.kind("drawing", 3, proof=Proof.PICTURE), **limits),
            *(each for each in make.terms().kinds if each.name != "drawing"),
        )
        super().__init__(make.terms(kinds=kinds))
        self.pictures = HeldExhibits()

    def send(self, picture=b"soup", by="Lea", positions=LOOKS[:1], kind="drawing"):
        names = self.pictures.put_all([picture, b"t" + picture, b"p" + picture])
        sheet = Sheet(
            kind=kind,
            supporter=make.supporter(by),
            sender=by.encode(),
            files=Files(*names, 800, 600),
            words=Words("Soup", "A bowl of soup", by),
            licence=Licence.CC_BY,
            consent=Consent.OF_AGE,
            positions=positions,
        )
        return submit_drawing(self.desks, self.clock, make.SLUG, sheet)

    def drawing(self, number=1):
        with self.desks.read() as desk:
            return desk.drawings.get(1, number)

    def withdraw(self, number=1):
        return withdraw_drawing(self.desks, self.clock, self.pictures, make.SLUG, number)

    def erase(self):
        return erase_drawings(self.desks, self.clock, self.pictures)

    def is_kept(self, picture=b"soup"):
        return self.pictures.get(sha256(picture).hexdigest()) == picture

    def offered(self):
        pool = next(each for each in self.tally().pools if each.name == "blogs")
        return pool.pending, pool.paid


@pytest.fixture
def easel():
    return Easel()


def test_a_drawing_holds_its_place_until_a_person_has_looked(easel):
    sent = easel.send()
    assert sent.is_own
    assert sent.is_kept
    assert sent.act.state is State.PENDING
    assert easel.offered() == (3, 0)
    easel.decide(1, Ruling.CONFIRM)
    assert easel.offered() == (0, 3)
    assert easel.drawing().words.credit == "Lea"


def test_the_same_picture_is_the_same_act_and_only_its_sender_holds_it(easel):
    first, again, stranger = easel.send(), easel.send(), easel.send(by="Max")
    assert first.act.number == again.act.number == stranger.act.number
    assert again.is_own
    assert not stranger.is_own
    assert stranger.is_kept
    assert easel.offered() == (3, 0)
    assert easel.drawing().words.credit == "Lea"


def test_a_picture_like_an_earlier_one_names_it(easel):
    easel.send()
    easel.send(b"bread", "Max", positions=[LOOKS[5], LOOKS[0]])
    easel.send(b"tea", "Zoe", positions=[Likeness(b"\xaa" * 32, b"\xaa" * 8, 90)])
    assert easel.drawing(2).like_act == 1
    assert easel.drawing(3).like_act == 0


def test_limits_are_per_sender_and_nothing_of_a_refused_picture_is_kept():
    easel = Easel(in_all=1)
    easel.send()
    over = easel.send(b"bread")
    assert over.act.reason is Reason.TOTAL_LIMIT
    assert not over.is_kept
    assert easel.drawing(over.act.number) is None
    assert easel.send(b"tea", "Max").is_kept


def test_after_the_close_a_drawing_is_refused(easel):
    easel.clock.pass_days(400)
    sent = easel.send()
    assert sent.act.state is State.REFUSED
    assert not sent.is_kept


@pytest.mark.parametrize("kind", ["post", "nothing"])
def test_only_kinds_shown_by_a_picture_are_drawn(easel, kind):
    with pytest.raises(UnknownKind):
        easel.send(kind=kind)


@pytest.mark.parametrize("is_counted", [True, False])
def test_what_is_withdrawn_is_gone_at_once_and_those_behind_move_up(easel, is_counted):
    easel.send()
    easel.send(b"bread", "Max", positions=[])
    if is_counted:
        easel.decide(1, Ruling.CONFIRM)
    act = easel.withdraw()
    assert act.reason is Reason.WITHDRAWN
    assert not act.has_place
    assert not easel.is_kept(b"soup")
    assert easel.is_kept(b"bread")
    gone = easel.drawing()
    assert (gone.words, gone.likeness, gone.is_there) == (Words(), Likeness(), False)
    assert easel.withdraw() == act
    assert easel.offered() == (3, 0)


def test_what_was_withdrawn_may_come_again_at_the_end_of_the_line(easel):
    easel.send()
    easel.withdraw()
    again = easel.send()
    assert again.act.number == 2
    assert again.act.state is State.PENDING
    assert again.is_kept
    assert easel.send().act.number == 2


def test_a_refused_drawing_is_kept_for_its_appeal_and_then_erased(easel):
    easel.send()
    easel.decide(1, Ruling.REFUSE, Reason.SPAM)
    assert easel.erase() == 0
    assert easel.is_kept()
    appeal_act(easel.desks, easel.clock, make.SLUG, 1, Plea("It is mine."))
    easel.clock.pass_days(30)
    easel.advance()
    assert easel.erase() == 0, "an appeal that waits keeps it"
    easel.clock.pass_days(90)
    easel.advance()
    assert easel.erase() == 1
    assert easel.erase() == 0
    assert not easel.is_kept()
    assert easel.drawing().likeness == LOOKS[0], "so that it is known again"
    assert easel.send().act.state is State.REFUSED


def test_whoever_was_refused_may_have_their_drawing_erased_at_once(easel):
    easel.send()
    easel.decide(1, Ruling.REFUSE, Reason.SPAM)
    act = easel.withdraw()
    assert act.reason is Reason.SPAM
    assert not act.is_held
    assert not easel.is_kept()


def test_a_settled_campaign_changes_no_more(easel):
    easel.send()
    easel.decide(1, Ruling.CONFIRM)
    easel.clock.pass_days(400)
    easel.close()
    easel.settle(waits=False)
    with pytest.raises(CampaignClosed):
        easel.withdraw()


def test_a_file_that_two_drawings_name_outlives_one_of_them(easel):
    easel.send()
    easel.send(b"bread", "Max", positions=[])
    with easel.desks.write() as desk:
        second = desk.drawings.get(1, 2)
        shared = second.files._replace(preview=desk.drawings.get(1, 1).files.preview)
        desk.drawings.keep(second._replace(files=shared))
    easel.withdraw()
    assert easel.is_kept(b"psoup")
    assert not easel.is_kept(b"soup")


def test_showing_changes_no_figure(easel):
    easel.send()
    easel.decide(1, Ruling.CONFIRM)
    show_drawing(easel.desks, easel.clock, make.SLUG, 1, is_shown=False)
    assert not easel.drawing().is_shown
    assert easel.offered() == (0, 3)
    with pytest.raises(UnknownAct):
        show_drawing(easel.desks, easel.clock, make.SLUG, 2, is_shown=True)
    easel.withdraw()
    with pytest.raises(UnknownAct):
        show_drawing(easel.desks, easel.clock, make.SLUG, 1, is_shown=True)


def test_unknown_acts_and_campaigns_are_said_to_be(easel):
    with pytest.raises(UnknownAct):
        easel.withdraw(7)
    with pytest.raises(UnknownCampaign):
        withdraw_drawing(easel.desks, easel.clock, easel.pictures, "nowhere", 1)


def test_files_that_no_drawing_names_are_swept_within_a_fortnight(easel):
    easel.send()
    lost = easel.pictures.put(b"left by a crash")
    easel.clock.ms = 4_000_000_000_000
    swept = 0
    for _ in range(256):
        swept += sweep_pictures(easel.desks, easel.clock, easel.pictures)
        easel.clock.ms += 3_600_000
    assert swept == 1
    assert easel.pictures.get(lost) is None
    assert easel.is_kept()
