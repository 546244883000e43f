"""A campaign's policy is about its own log, can be met, and is kept as it was written."""

import pytest
from tests import make
from tests.logs import Witnessing, signer
from tests.sites import memory

from tablee.core.errors import UnknownCampaign
from tablee.core.log.policy import read_policy
from tablee.ports.log.logs import Log
from tablee.usecases.log.choose_policy import PolicyRefused, choose_policy, see_policy

ORIGIN = "tablee.example/c/table/log"
KEY = signer(ORIGIN).key
THREE = [Witnessing(f"{name}.example/w", at) for at, name in enumerate("san", start=2)]


def policy(*, log=KEY, url="https://w.example/", quorum="q", threshold="2"):
    lines = [
        f"# who looks at us\nlog {log}",
        *(f"witness {each.key.name[0]} {each.key} {url}" for each in THREE),
        f"group q {threshold} s a n",
        f"quorum {quorum}",
    ]
    return "\n".join(lines) + "\n"


def published(site):
    with site.desks.write() as desk:
        return desk.campaigns.create("table", make.version(), is_replay=False)


@pytest.fixture
def site():
    with memory() as site:
        yield site


@pytest.fixture
def slug(site):
    campaign = published(site)
    with site.desks.write() as desk:
        desk.logs.begin(Log(campaign.id, ORIGIN, str(KEY), b"p" * 32))
    return campaign.slug


def test_at_first_the_log_alone_must_have_signed(site, slug):
    assert read_policy(see_policy(site.desks, slug)).is_met([])
    assert str(KEY) in see_policy(site.desks, slug)


def test_a_policy_is_kept_to_the_letter(site, slug):
    chosen = choose_policy(site.desks, slug, policy())
    assert see_policy(site.desks, slug) == policy()
    assert chosen.quorum == "q"
    choose_policy(site.desks, slug, policy(threshold="all"))
    assert "group q all" in see_policy(site.desks, slug)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (policy(log=signer(ORIGIN, 9).key), "does not name the key of this log"),
        (policy(url="ftp://w.example/"), "no address of a witness"),
        (policy(url=""), "no quorum"),
        (policy(quorum="other"), "cannot be read"),
        (policy(threshold="4"), "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_what_nobody_could_believe_or_meet_is_refused(site, slug, text, said):
    before = see_policy(site.desks, slug)
    with pytest.raises(PolicyRefused, match=said) as refusal:
        choose_policy(site.desks, slug, text)
    assert refusal.value.words.fr != refusal.value.words.en
    assert see_policy(site.desks, slug) == before


TWO_KEYS = {"s": THREE[0], "a": THREE[1], "t": Witnessing("s.example/w", 7)}
DOUBLED = "\n".join(
    [
        f"log {KEY}",
        *(f"witness {name} {each.key} https://w.example/" for name, each in TWO_KEYS.items()),
        "group q 2 s a t",
        "quorum q\n",
    ]
)


def test_a_witness_does_not_count_twice_and_the_refusal_says_how_it_counts_once(site, slug):
    with pytest.raises(PolicyRefused, match="'group s-once any s t'") as refusal:
        choose_policy(site.desks, slug, DOUBLED)
    assert "Le témoin s.example/w a plusieurs clés" in refusal.value.words.fr
    joined = DOUBLED.replace("group q 2 s a t", "group s-once any s t\ngroup q 2 s-once a")
    assert choose_policy(site.desks, slug, joined).quorum == "q"


def test_before_there_is_a_log_there_is_no_policy(site):
    campaign = published(site)
    with pytest.raises(PolicyRefused, match="no log yet"):
        choose_policy(site.desks, campaign.slug, policy())
    with pytest.raises(PolicyRefused, match="no log yet"):
        see_policy(site.desks, campaign.slug)
    with pytest.raises(UnknownCampaign):
        see_policy(site.desks, "nowhere")
