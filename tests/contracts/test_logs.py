"""How far logs are sealed, and where acts lie in them, whatever stores it."""

import pytest
from tests import make

from tablee.core.log.tree import EMPTY_ROOT
from tablee.ports.log.happenings import Happening
from tablee.ports.log.logs import PLACE_BYTES, Log, Place, Staged

PEPPER = b"p" * 32
ROOT = b"r" * 32


@pytest.fixture
def log(site, campaign):
    """A log that was begun."""
    begun = Log(campaign.id, "meals.example/c/table/log", "a key", PEPPER)
    with site.desks.write() as desk:
        desk.logs.begin(begun)
    return begun


@pytest.fixture
def is_forged():
    """These batches hold the places of acts that are not there."""
    return True


def staged(campaign, acts=3, **changes):
    places = b"".join(
        (number + 10).to_bytes(8) + bytes([number % 256]) * 32 for number in range(1, acts + 1)
    )
    plain = Staged(
        campaign_id=campaign.id,
        size=0,
        root=EMPTY_ROOT,
        new_size=20,
        new_root=ROOT,
        act_number=acts,
        happening=2,
        sequence=5,
        entries=b"\0\1a\0\1b",
        places=places,
        earned={"blogs": {"Dana": 3, "Carl": 0}},
        made_at_ms=7,
    )
    return plain._replace(**changes)


def sealed(site, batch):
    with site.desks.write() as desk:
        assert desk.logs.stage(batch)
        assert desk.logs.seal(batch)


def test_a_log_is_begun_once(site, campaign, log):
    with site.desks.write() as desk:
        desk.logs.begin(log._replace(pepper=b"q" * 32))
        assert desk.logs.of(campaign.id) == log
        assert desk.logs.of(campaign.id + 1) is None


def test_what_happened_is_given_back_in_order(site, campaign):
    told = [Happening(number, "raise", {"shares": [["Dana", 2]]}, 5) for number in range(4)]
    with site.desks.write() as desk:
        journal = desk.journal(campaign)
        for each in told:
            journal.tell(each)
    with site.desks.read() as desk:
        found = desk.journal(campaign).happenings(0, 3)
        assert [each._replace(number=0) for each in found] == told[:3]
        later = desk.journal(campaign).happenings(found[-1].number, 9)
        assert [each._replace(number=0) for each in later] == told[3:]


def test_what_happened_is_asked_for_by_the_leaf_it_becomes(site, campaign):
    leaves = ["raise", "incident", "raise", "incident", "incident"]
    with site.desks.write() as desk:
        journal = desk.journal(campaign)
        for number, leaf in enumerate(leaves):
            journal.tell(Happening(number, leaf, {}, 5))
    with site.desks.read() as desk:
        journal = desk.journal(campaign)
        first, second = journal.happenings(0, 2, "incident")
        (third,) = journal.happenings(second.number, 2, "incident")
        assert [each.after for each in (first, second, third)] == [1, 3, 4]
        assert not journal.happenings(0, 9, "audit")


def test_a_batch_is_staged_where_the_log_stands_and_alone(site, campaign, log):
    batch = staged(campaign)
    with site.desks.write() as desk:
        assert desk.logs.staged(campaign.id) is None
        assert not desk.logs.stage(batch._replace(size=1))
        assert not desk.logs.stage(batch._replace(root=ROOT))
        assert desk.logs.stage(batch)
        assert not desk.logs.stage(batch)
    with site.desks.read() as desk:
        assert desk.logs.staged(campaign.id) == batch
        assert desk.logs.of(campaign.id) == log


def test_a_sealed_batch_moves_the_log_once(site, campaign, log):
    batch = staged(campaign)
    sealed(site, batch)
    with site.desks.write() as desk:
        assert not desk.logs.seal(batch)
        assert desk.logs.staged(campaign.id) is None
        assert desk.logs.of(campaign.id) == log._replace(
            size=20,
            root=ROOT,
            act_number=3,
            happening=2,
            sequence=5,
            sealed_at_ms=7,
            pending_since_ms=7,
        )


@pytest.mark.usefixtures("log")
def test_acts_are_found_where_they_lie(site, campaign):
    sealed(site, staged(campaign, acts=700))
    more = staged(campaign, 2, size=20, root=ROOT, new_size=24, act_number=702)
    sealed(site, more)
    with site.desks.read() as desk:
        assert desk.logs.place(campaign.id, 1) == Place(11, b"\1" * 32)
        assert desk.logs.place(campaign.id, 255) == Place(265, bytes([255]) * 32)
        assert desk.logs.place(campaign.id, 700) == Place(710, bytes([188]) * 32)
        assert desk.logs.place(campaign.id, 702) == Place(12, b"\2" * 32)
        assert desk.logs.place(campaign.id, 703) is None
        assert desk.logs.place(campaign.id, 0) is None


@pytest.mark.usefixtures("log")
def test_a_salt_is_erased_for_good_and_others_stay(site, campaign):
    sealed(site, staged(campaign))
    with site.desks.write() as desk:
        assert desk.logs.erase_salts(campaign.id, [2, 9]) == 1
        assert desk.logs.erase_salts(campaign.id, [2]) == 0
    with site.desks.read() as desk:
        assert desk.logs.place(campaign.id, 2) == Place(12, b"")
        assert desk.logs.place(campaign.id, 3) == Place(13, b"\3" * 32)


@pytest.mark.usefixtures("log")
def test_publishing_ends_the_wait_when_all_is_published(site, campaign):
    sealed(site, staged(campaign))
    with site.desks.write() as desk:
        desk.logs.published(campaign.id, 10, 50)
        assert desk.logs.of(campaign.id).pending_since_ms == 7
        desk.logs.published(campaign.id, 20, 60)
        found = desk.logs.of(campaign.id)
        assert (found.published_size, found.published_at_ms, found.pending_since_ms) == (20, 60, 0)


def test_a_log_is_stopped_and_let_go_on(site, campaign, log):
    with site.desks.write() as desk:
        desk.logs.stop(campaign.id, "the root is another", 9)
        assert desk.logs.of(campaign.id).stopped == "the root is another"
        desk.logs.stop(campaign.id, "", 0)
        desk.logs.choose(campaign.id, "quorum none\n")
        assert desk.logs.of(campaign.id) == log._replace(policy="quorum none\n")


@pytest.mark.usefixtures("log")
def test_keys_of_tags_are_kept_until_they_are_erased(site, campaign):
    keys = {make.supporter(name): name.encode().ljust(32, b".") for name in ("Emil", "Fay", "Gus")}
    with site.desks.write() as desk:
        desk.logs.add_tag_keys(campaign.id, keys)
        desk.logs.add_tag_keys(campaign.id, {})
        assert desk.logs.tag_keys(campaign.id, [*keys, make.supporter("Ida")]) == keys
    with site.desks.write() as desk:
        assert desk.logs.erase_tag_keys(campaign.id, [make.supporter("Emil")]) == 1
        assert desk.logs.erase_tag_keys(campaign.id) == 2
        desk.logs.erase_pepper(campaign.id)
        assert desk.logs.of(campaign.id).pepper == b""


@pytest.mark.usefixtures("log")
def test_nobody_gets_a_second_key(site, campaign):
    def add():
        with site.desks.write() as desk:
            desk.logs.add_tag_keys(campaign.id, {make.supporter(): bytes(32)})

    add()
    with pytest.raises(ValueError, match="one tag key"):
        add()


def test_the_claim_under_which_an_act_came_is_kept_when_it_takes_another(site, campaign):
    act = make.act()
    with site.desks.write() as desk:
        journal = desk.journal(campaign)
        journal.append([act])
        journal.change(act)
        assert journal.first_claims(1, 9) == {}
        journal.change(act._replace(claim=b"1" * 16))
        journal.change(act._replace(claim=b"2" * 16))
        assert journal.first_claims(1, 9) == {1: act.claim}
        assert journal.first_claims(2, 9) == {}


def test_the_text_of_terms_is_given_as_it_was_written(site, campaign):
    with site.desks.read() as desk:
        assert '"slug":"table-2026"' in desk.campaigns.document(campaign, 1)
        with pytest.raises(LookupError):
            desk.campaigns.document(campaign, 2)


def test_a_place_has_a_leaf_and_a_salt():
    assert PLACE_BYTES == 8 + 32
