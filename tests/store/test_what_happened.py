"""What happened to campaigns before there were logs is worked out from their tables."""

import json
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connections
from tests import make, sites
from tests.usecases.stage import Stage

from tablee.core.act import Evidence
from tablee.core.decision import Ruling
from tablee.store.happened import tell_what_happened


@pytest.fixture
def stage(tmp_path):
    with sites.sqlite(tmp_path) as site:
        yield Stage(_terms(), desks=site.desks)


def _terms(**changes):
    milestones = (
        make.milestone("two", 2),
        make.milestone("three", 3, pool="blogs", units=10, shares=make.shares(Dana=1)),
    )
    return make.terms(milestones=milestones, appeal_days=1, **changes)


def rows(name):
    return apps.get_model("store", name).objects.using("sqlite")


def told():
    fields = ("after_act", "leaf", "body", "at_ms")
    return [*rows("Happening").order_by("id").values_list(*fields)]


def tell_again():
    rows("Happening").all().delete()
    tell_what_happened(apps, SimpleNamespace(connection=connections["sqlite"]))


def pass_hour(stage):
    stage.clock.ms += 3_600_000


def live(stage):
    """Everything that can happen to a campaign, an hour apart."""
    stage.unverified("https://fay.example/1", by="Fay")
    pass_hour(stage)
    for number in range(4):
        stage.one(f"https://emil.example/{number}")
        pass_hour(stage)
    stage.decide(1, Ruling.REFUSE)
    pass_hour(stage)
    stage.decide(1, Ruling.RESTORE, by="Ada")
    pass_hour(stage)
    stage.publish(_terms(pledges=(*make.terms().pledges, make.pledge(7, "shares", "more"))))
    pass_hour(stage)
    stage.unverified("https://fay.example/2", by="Fay")
    pass_hour(stage)
    stage.one("https://fay.example/2", by="Fay", evidence=Evidence.CLICK)
    stage.one("https://fay.example/2", by="Fay", evidence=Evidence.PUBLIC)
    pass_hour(stage)
    stage.decide(2, Ruling.REVERSE, by="verification")
    stage.clock.pass_days(2)
    stage.advance()
    pass_hour(stage)
    stage.close()
    pass_hour(stage)
    assert stage.settle()


def test_what_is_worked_out_is_what_was_told(stage):
    live(stage)
    before = told()
    tell_again()
    assert [(after, leaf, at_ms) for after, leaf, _, at_ms in told()] == [
        (after, leaf, at_ms) for after, leaf, _, at_ms in before
    ]
    assert [_read(body) for _, _, body, _ in told()] == [_read(body) for _, _, body, _ in before]


def test_what_nobody_remembers_comes_last(stage):
    stage.one("https://emil.example/1")
    stage.one("https://emil.example/2")
    stage.close()
    rows("Message").all().delete()
    tell_again()
    assert [(after, leaf) for after, leaf, _, _ in told()][-2:] == [(2, "milestone"), (2, "close")]


def _read(body):
    return json.loads(body)
