"""A partner's key opens one campaign for the kinds it names, until it is revoked."""

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.errors import InvalidTerms, UnknownCampaign, UnknownKind
from tablee.core.key import key_digest
from tablee.ports.desk import PartnerKey
from tablee.usecases.issue_key import issue_key, revoke_key
from tablee.usecases.publish_terms import Publication, publish_terms

DIGEST = key_digest("tb_" + "x" * 43)
KEY = PartnerKey("the till", make.SLUG, DIGEST, ("share",))


@pytest.fixture
def stage():
    return Stage()


def found(stage):
    with stage.desks.read() as desk:
        return desk.keys.find(DIGEST)


def test_a_key_is_found_by_its_digest(stage):
    issue_key(stage.desks, stage.clock, KEY)
    assert found(stage) == KEY


def test_a_revoked_key_is_worthless_from_then_on(stage):
    issue_key(stage.desks, stage.clock, KEY)
    assert revoke_key(stage.desks, stage.clock, make.SLUG, "the till")
    assert found(stage).is_revoked
    assert not revoke_key(stage.desks, stage.clock, make.SLUG, "nobody's")


def test_a_key_of_the_same_name_elsewhere_stays_good(stage):
    publish_terms(stage.desks, stage.clock, Publication(make.terms(slug="table-2027")))
    issue_key(stage.desks, stage.clock, KEY)
    elsewhere = KEY._replace(campaign="table-2027", digest=key_digest("tb_" + "y" * 43))
    issue_key(stage.desks, stage.clock, elsewhere)
    assert revoke_key(stage.desks, stage.clock, "table-2027", KEY.name)
    assert found(stage) == KEY
    with pytest.raises(UnknownCampaign):
        revoke_key(stage.desks, stage.clock, "table-1926", KEY.name)


@pytest.mark.parametrize(
    ("key", "refusal"),
    [
        (KEY._replace(campaign="table-1926"), UnknownCampaign),
        (KEY._replace(kinds=("share", "dance")), UnknownKind),
        (KEY._replace(name="t" * 101), InvalidTerms),
    ],
)
def test_a_key_is_for_a_campaign_and_for_kinds_that_exist(stage, key, refusal):
    with pytest.raises(refusal):
        issue_key(stage.desks, stage.clock, key)
    assert found(stage) is None
