"""Witnesses that recount read what is sealed before it is published, and it waits for them."""

from dataclasses import replace

import pytest
from tests.logs import Witnessing
from tests.web.reading_pages import words
from tests.web.samples import SLUG
from tests.witness.stand import Counted

from tablee.core.log.cosignature import seen_by
from tablee.core.log.note import believed, read_key, read_note
from tablee.core.log.policy import Group, Policy, Witness
from tablee.core.log.tiles import tiles_of
from tablee.outside.signing import verify
from tablee.ports.log.witness import Answer
from tablee.usecases.log.choose_policy import choose_policy
from tablee.usecases.log.sealing.begin import begin_log
from tablee.usecases.log.see_witnesses import Waiting, see_waiting
from tablee.web.parts.log.state import LATE_MS
from tablee.wiring import open_sealer

LOG = f"/c/{SLUG}/log"
ADDRESS = "http://witness.example/"


class Neighbour:
    """Carries checkpoints to a witness of this process, unless it is away."""

    def __init__(self, stand):
        self.stand = stand
        self.is_away = False

    def ask(self, _witness, old, proof, checkpoint):
        if self.is_away:
            return Answer(refusal="It does not answer.")
        answer = self.stand.ask(old, proof, checkpoint)
        if answer.status == 409:
            return Answer(size=int(answer.text))
        if answer.status == 200:
            return Answer(lines=answer.text)
        return Answer(refusal=f"{answer.status} {answer.text}")


@pytest.fixture
def witnessed(site, browser, tmp_path):
    """The site whose log needs a witness that recounts and another one that is never there."""
    stand = Counted(tmp_path / "witness", lambda path: browser.get(f"{LOG}/{path}"))
    neighbour = Neighbour(stand)
    site = replace(site, witnesses=neighbour)
    sealer = open_sealer(site)
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(SLUG)
    log = begin_log(sealer._room, campaign)  # noqa: SLF001 - before the first sealing
    key = read_key(log.vkey)
    stand.trust_key(key, ADDRESS)
    absent = Witnessing("absent.example/w", 9)
    policy = Policy(
        (key,),
        (Witness("sponsor", stand.keys[0], ADDRESS), Witness("absent", absent.key)),
        (Group("q", 1, ("sponsor", "absent")),),
        "q",
    )
    choose_policy(site.desks, SLUG, str(policy))
    yield site, sealer, neighbour, policy
    stand.close()


def test_a_sealed_log_is_recounted_signed_and_then_published(witnessed, browser):
    site, sealer, neighbour, policy = witnessed
    sealed = sealer.seal(SLUG)
    assert sealed.is_published
    note = read_note(browser.get(f"{LOG}/checkpoint").content)
    assert believed(note, policy.logs, verify)
    keys = tuple(each.key for each in policy.witnesses)
    assert [each.key for each in seen_by(note, keys, verify)] == [*neighbour.stand.keys]
    assert see_waiting(site.logs.log(SLUG), policy, verify) is None


def test_without_a_quorum_nothing_is_published_and_it_is_said_for_whom_it_waits(
    witnessed, browser, clock
):
    site, sealer, neighbour, policy = witnessed
    neighbour.is_away = True
    sealed = sealer.seal(SLUG)
    assert not sealed.is_published
    assert browser.get(f"{LOG}/checkpoint").status_code == 404
    waiting = see_waiting(site.logs.log(SLUG), policy, verify)
    assert waiting == Waiting(sealed.size, (), ("sponsor", "absent"))
    assert "Not yet witnessed." not in words(browser.get(f"/c/{SLUG}/verify")), "it is no news yet"
    clock.moment_ms += LATE_MS
    said = words(browser.get(f"/c/{SLUG}/verify"))
    assert "Not yet witnessed." in said
    assert "None of the witnesses has signed: sponsor, absent." in said
    for tile in tiles_of(sealed.size):
        assert browser.get(f"{LOG}/{tile.path}").status_code == 200, "the witness must read it"
    neighbour.is_away = False
    assert sealer.seal(SLUG).is_published
    assert see_waiting(site.logs.log(SLUG), policy, verify) is None


def test_who_has_signed_and_who_has_not_is_said_in_both_languages():
    half = Waiting(3, ("sponsor",), ("association", "neutral")).words
    assert half.en == "Signed by: sponsor. Waiting for: association, neutral."
    assert half.fr == "Ont signé : sponsor. On attend : association, neutral."
    assert "sponsor" in Waiting(3, (), ("sponsor",)).words.fr
