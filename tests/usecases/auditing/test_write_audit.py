"""An audit from its first seed to its result: each step is a leaf, and strangers can follow it."""

from hashlib import sha256

import pytest
from tests import make
from tests.usecases.log.sealery import Sealery

from tablee.core.leaves.body import Sample
from tablee.usecases.auditing.write_audit import (
    NoSuchSeed,
    SeedSaid,
    TooEarly,
    TooLate,
    commit_seed,
    open_act,
    publish_result,
    reveal_seed,
)
from tablee.usecases.close_campaign import close_campaign
from tablee.verifying.auditing.draw import draw_acts
from tablee.verifying.auditing.meaning import meaning
from tablee.verifying.auditing.sheet import Opening, as_csv, as_page, read_filled, sheet_rows
from tablee.verifying.report import told as told_of
from tablee.verifying.sources.shelf import Shelved
from tablee.verifying.verifier import Wish, verify_log

SEEDS = {by: sha256(by.encode()).digest() for by in ("Danone", "Les Restos", "a university")}


def hashed(seed):
    return sha256(seed).hexdigest()


@pytest.fixture
def stage():
    return Sealery()


def commit(stage, by, seed):
    commit_seed(stage.desks, stage.clock, make.SLUG, by, hashed(seed))


def reveal(stage, by, seed):
    return reveal_seed(stage.desks, stage.clock, make.SLUG, by, seed.hex())


def close(stage):
    assert close_campaign(stage.desks, stage.clock, make.SLUG, "Ada")


def opening(stage):
    def opened(act):
        found = open_act(stage.desks, make.SLUG, act)
        return Opening(*found) if found else Opening()

    return opened


@pytest.fixture
def over(stage):
    """A campaign that is closed, whose seeds are all known."""
    stage.acts(40)
    for by, seed in SEEDS.items():
        commit(stage, by, seed)
    stage.seal()
    close(stage)
    stage.seal()
    for by, seed in SEEDS.items():
        reveal(stage, by, seed)
    stage.seal()
    return stage


def draw(stage, lots=30):
    return draw_acts(Shelved(stage.files), (), lots)


def filled(rows, mark="good"):
    return as_csv([[*each[:-1], mark] for each in rows])


def test_a_whole_audit_stands_in_the_log_and_the_log_is_sound(over, tmp_path):
    rows = sheet_rows(draw(over), opening(over))
    found = read_filled(filled(rows), draw(over))
    assert (found.draws, found.bad, found.unknown, found.unopened) == (30, 0, 0, ())
    checkpoint = draw(over).checkpoint
    sample = Sample(checkpoint.size, checkpoint.root, 30, 0, 0, bytes(32))
    publish_result(over.desks, over.clock, make.SLUG, sample)
    over.seal()
    over.check(tmp_path)
    told = told_of(verify_log(str(tmp_path), Wish()), "en", str)
    assert "0 bad of 30 drawn: with 95 % confidence, no more than 9.51 %" in told


def test_a_result_about_another_log_is_not_told(over, tmp_path):
    size = draw(over).checkpoint.size
    publish_result(over.desks, over.clock, make.SLUG, Sample(size, bytes(32), 30, 0, 0, bytes(32)))
    over.seal()
    over.check(tmp_path)
    assert verify_log(str(tmp_path), Wish()).audits == ()


def test_the_draw_stays_what_it_is_while_the_log_grows(over):
    before = draw(over)
    checkpoint = before.checkpoint
    sample = Sample(checkpoint.size, checkpoint.root, 30, 0, 0, bytes(32))
    publish_result(over.desks, over.clock, make.SLUG, sample)
    over.seal()
    assert draw(over) == before


def test_the_sheet_shows_auditors_what_the_acts_were(over):
    rows = sheet_rows(draw(over), opening(over))
    assert all("https://emil.example/acts/" in str(each) for each in rows)
    page = as_page(draw(over), rows, lambda en, _: en)
    assert page.count("☐") == 4 * len(rows)
    assert draw(over).seed.hex() in page


def test_a_sheet_about_other_acts_than_those_in_the_log_is_told(over):
    rows = sheet_rows(draw(over), opening(over))
    text = filled(rows).replace("https://emil.example", "https://invented.example")
    found = read_filled(text, draw(over))
    assert len(found.unopened) == 30
    assert "Count them as bad" in meaning(found)[-1].en


def test_bad_and_unknown_acts_are_told_apart(over):
    rows = sheet_rows(draw(over), opening(over))
    marks = ["bad", "unknown", "unknown", *["good"] * 27]
    text = as_csv([[*each[:-1], mark] for each, mark in zip(rows, marks, strict=True)])
    found = read_filled(text, draw(over))
    assert (found.bad, found.unknown) == (1, 2)
    told = [each.en for each in meaning(found)]
    assert told[0].startswith("1 bad of 28 drawn: with 95 % confidence, no more than 15.")
    assert told[1].startswith("2 of 30 lots fell on acts that nobody can look at again")


def test_an_erased_act_is_drawn_and_stays_closed(over):
    with over.desks.write() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        desk.logs.erase_salts(campaign.id, range(1, 41))
    rows = sheet_rows(draw(over), opening(over))
    assert {each[-2] for each in rows} == {"erased"}


def test_no_seed_is_promised_after_the_close(stage):
    close(stage)
    with pytest.raises(TooLate):
        commit(stage, "Danone", SEEDS["Danone"])


def test_no_seed_is_said_and_no_result_published_before_the_close(stage):
    commit(stage, "Danone", SEEDS["Danone"])
    with pytest.raises(TooEarly):
        reveal(stage, "Danone", SEEDS["Danone"])
    with pytest.raises(TooEarly):
        publish_result(stage.desks, stage.clock, make.SLUG, Sample(1, bytes(32), 0, 0, 0, b""))


def test_nobody_promises_or_says_two_seeds_or_another(stage):
    commit(stage, "Danone", SEEDS["Danone"])
    with pytest.raises(SeedSaid):
        commit(stage, "Danone", b"2" * 32)
    close(stage)
    with pytest.raises(SeedSaid):
        reveal(stage, "Danone", b"2" * 32)
    with pytest.raises(SeedSaid):
        reveal(stage, "Les Restos", SEEDS["Les Restos"])
    assert reveal(stage, "Danone", SEEDS["Danone"]) == hashed(SEEDS["Danone"])
    with pytest.raises(SeedSaid):
        reveal(stage, "Danone", SEEDS["Danone"])


def test_a_result_needs_a_seed(stage):
    close(stage)
    with pytest.raises(SeedSaid):
        publish_result(stage.desks, stage.clock, make.SLUG, Sample(1, bytes(32), 0, 0, 0, b""))


@pytest.mark.parametrize("seed", ["", "00", "not hexadecimal", "00" * 33])
def test_what_is_no_seed_is_refused(stage, seed):
    with pytest.raises(NoSuchSeed):
        commit_seed(stage.desks, stage.clock, make.SLUG, "Danone", seed)
