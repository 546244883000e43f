"""Whatever happens to a campaign is sealed into its log, and books and pages say the same."""

from threading import Thread

import pytest
from tests import make
from tests.logs import Witnessing
from tests.usecases.log.sealery import Sealery

from tablee.core.decision import Ruling
from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.veil import Content, object_tag, opens, unpadded
from tablee.core.log.tiles import WIDTH, Tile, unpacked
from tablee.core.reason import Reason
from tablee.ports.log.witness import Answer
from tablee.usecases.find_receipt import find_receipt

HOUR_MS = 3_600_000


def leaves(stage):
    """Every leaf of the log, read."""
    size = stage.log().size
    found = []
    for number in range((size + WIDTH - 1) // WIDTH):
        tile = Tile(-1, number, min(WIDTH, size - number * WIDTH))
        found += unpacked(stage.files.read(tile.path))
    return [read_leaf(each) for each in found]


def kinds(stage):
    return [each["leaf"] for each in leaves(stage)]


def test_a_new_log_begins_with_whose_it_is_and_what_was_promised():
    stage = Sealery()
    assert stage.seal().leaves == 5
    assert kinds(stage) == ["genesis", "terms", "pledge", "pledge", "tally"]
    assert leaves(stage)[0]["campaign"] == make.SLUG


def test_sealing_twice_is_sealing_once():
    stage = Sealery()
    stage.acts(3)
    first = stage.seal()
    assert stage.seal() == first._replace(leaves=0)
    assert len(stage.signed) == 1


def test_a_whole_life_is_sealed_and_verified(tmp_path):
    terms = make.terms(
        appeal_days=1,
        milestones=(make.milestone("five", 5, pool="blogs", units=30, shares=make.shares(Carl=1)),),
        kinds=(make.kind(per_day=9, in_all=12), make.kind("share", 1, "shares")),
    )
    stage = Sealery(terms)
    sealer = stage.sealer()
    stage.acts(30)
    for number in range(4):
        stage.one(f"https://emil.example/{number}")
        stage.unverified(f"https://fay.example/{number}", by="Fay")
    sealer.seal(make.SLUG)
    stage.decide(32, Ruling.REFUSE, Reason.NO_LINK)
    stage.decide(34, Ruling.CONFIRM)
    stage.decide(36, Ruling.REFUSE)
    stage.decide(31, Ruling.REVERSE)
    sealer.seal(make.SLUG)
    stage.decide(36, Ruling.RESTORE, by="Ada")
    stage.one("https://fay.example/0", by="Fay")
    stage.clock.pass_days(2)
    stage.advance()
    stage.one("https://fay.example/0", by="Fay")
    stage.one("https://fay.example/3", by="Fay")
    sealer.seal(make.SLUG)
    stage.close()
    assert stage.settle()
    assert not sealer.seal(make.SLUG).stopped
    assert kinds(stage)[-3:] == ["close", "settle", "tally"]
    stage.check(tmp_path)


def test_an_act_decided_before_it_was_sealed_is_told_as_it_came():
    stage = Sealery()
    stage.unverified()
    stage.decide(1, Ruling.REFUSE, Reason.NO_LINK)
    stage.clock.pass_days(8)
    stage.advance()
    stage.one()
    stage.seal()
    acts = [each for each in leaves(stage) if each["leaf"] == "act"]
    assert [each["evidence"] for each in acts] == ["C", "A"]
    assert acts[0]["object"] == acts[1]["object"]


def test_an_act_confirmed_by_better_evidence_is_told_as_it_came(tmp_path):
    stage = Sealery()
    stage.unverified()
    stage.one()
    stage.seal()
    assert [each["evidence"] for each in leaves(stage) if each["leaf"] == "act"] == ["C"]
    assert leaves(stage)[-2]["evidence"] == "A"
    stage.check(tmp_path)


def test_a_refusal_at_the_door_is_in_the_log():
    stage = Sealery()
    stage.one(occurred_at_ms=0)
    stage.seal()
    assert leaves(stage)[-2]["reason"] == "too_early"


@pytest.mark.parametrize("moment_ms", [-1, -(10**14), 253_402_300_799_000])
def test_no_moment_that_somebody_makes_up_stops_the_log(moment_ms):
    stage = Sealery()
    stage.one(occurred_at_ms=moment_ms)
    assert stage.seal().is_published


def test_tallies_come_after_so_many_leaves_and_within_the_hour(tmp_path):
    stage = Sealery()
    stage.acts(1_200)
    stage.clock.ms += 2 * HOUR_MS
    stage.acts(10, name="later")
    stage.seal()
    places = [index for index, kind in enumerate(kinds(stage)) if kind == "tally"]
    assert places[:2] == [512, 1_024]
    assert len(places) == 4
    stage.check(tmp_path)


def test_more_than_one_batch_is_sealed_in_one_go(tmp_path, monkeypatch):
    monkeypatch.setattr("tablee.usecases.log.sealing.gather.AT_ONCE", 40)
    stage = Sealery(make.terms(milestones=(make.milestone("fifty", 50),)))
    stage.acts(130)
    for number in range(1, 60):
        stage.decide(number, Ruling.REVERSE)
    found = stage.seal()
    assert not found.stopped
    assert found.is_published
    stage.check(tmp_path)


def test_an_act_is_found_and_its_commitment_opens():
    stage = Sealery()
    stage.acts(300)
    stage.seal()
    with stage.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        place = desk.logs.place(campaign.id, 280)
        act = desk.journal(campaign).act(280)
        assert find_receipt(desk, make.SLUG, 280) is not None
    leaf = leaves(stage)[place.leaf]
    content = Content(act.kind, act.object, act.occurred_at_ms, act.received_at_ms, act.source)
    assert leaf["act"] == 280
    assert opens(leaf["commitment"], place.salt, content)
    assert leaf["object"] == unpadded(object_tag(stage.log().pepper, act.claim))


def test_a_person_has_one_tag_a_day_and_others_have_others():
    stage = Sealery(
        make.terms(
            kinds=(make.kind(per_day=5, in_all=9),),
            pools=make.terms().pools[:1],
            pledges=make.terms().pledges[:1],
        )
    )
    for name in ("Emil", "Fay"):
        for number in range(2):
            stage.one(f"https://{name}.example/{number}", by=name)
    stage.seal()
    stage.clock.pass_days(1)
    stage.one("https://emil.example/next", by="Emil")
    stage.seal()
    acts = [each for each in leaves(stage) if each["leaf"] == "act"]
    days, whos = [each["day"] for each in acts], [each["who"] for each in acts]
    assert days[0] == days[1] != days[2] == days[3]
    assert days[4] not in days[:4]
    assert whos[0] == whos[1] == whos[4] != whos[2]


def test_the_minutes_of_a_replay_are_those_of_the_campaign(tmp_path):
    stage = Sealery(is_replay=True)
    stage.one(occurred_at_ms=make.MIDDLE_MS)
    stage.seal()
    minutes = [each["minute"] for each in leaves(stage)]
    assert minutes[-1] == make.MIDDLE_MS // 60_000
    assert minutes == sorted(minutes)
    stage.check(tmp_path)


def test_one_entry_in_the_books_stands_for_a_batch():
    stage = Sealery()
    stage.acts(8)
    stage.one()
    stage.seal()
    assert stage.balances()["earned:Dana:shares"] == 4
    assert stage.balances()["earned:Dana:blogs"] == 10
    stage.post()
    assert stage.earned_in_books() == stage.earned_in_log()


def test_books_that_are_ahead_are_not_posted_twice(tmp_path):
    stage = Sealery()
    stage.acts(8)
    stage.post()
    stage.seal()
    stage.acts(8, name="later")
    stage.seal()
    stage.check(tmp_path)


def test_partial_tiles_go_when_the_full_one_is_published():
    stage = Sealery()
    for number in range(9):
        stage.acts(40, name=f"part-{number}")
        stage.seal()
    partial = [path for path in stage.files.paths() if "/000.p/" in path]
    assert [path for path in partial if not path.startswith("tile/1/")] == []


def test_without_a_quorum_nothing_is_published_and_all_is_sealed():
    stage = Sealery()
    stage.acts(5)
    stage.seal()
    published = stage.files.read("checkpoint")
    log = stage.log()
    witness = make_witness()
    policy = f"log {log.vkey}\nwitness w {witness.key} http://w.example/\nquorum w\n"
    with stage.desks.write() as desk:
        desk.logs.choose(log.campaign_id, policy)
    stage.acts(5, name="later")
    found = stage.seal()
    assert not found.is_published
    assert stage.files.read("checkpoint") == published
    assert stage.files.read("checkpoint.pending")
    assert stage.log().pending_since_ms == stage.clock.ms
    found = stage.sealer(witnesses=Signing(witness)).seal(make.SLUG)
    assert found.is_published
    assert stage.files.read("checkpoint.pending") is None
    assert stage.files.read("checkpoint").count("— ".encode()) == 2
    assert stage.log().pending_since_ms == 0
    assert len(stage.roots_signed()) == 2


class Signing:
    """A witness that signs what it is shown."""

    def __init__(self, witness):
        self._witness = witness

    def ask(self, _witness, _old, _proof, checkpoint):
        text = checkpoint.decode().partition("\n\n")[0] + "\n"
        return Answer(lines=str(self._witness.line(text)))


def make_witness():
    return Witnessing("w.example/w", 5)


@pytest.mark.parametrize("is_alone", [True, False])
def test_many_sealers_at_once_never_fork_a_log(tmp_path, is_alone):
    stage = Sealery()
    stage.seal()
    results = []

    def seal_often(sealer):
        results.extend(sealer.seal(make.SLUG) for _ in range(12))

    threads = [Thread(target=seal_often, args=(stage.sealer(is_alone=is_alone),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(20):
        stage.acts(30, name=f"part-{number}")
    for thread in threads:
        thread.join()
    assert len(results) == 48
    assert {each.stopped for each in results} == {""}
    assert stage.seal().is_published
    stage.check(tmp_path)
