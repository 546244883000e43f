"""Sponsors, the association and the organiser speak to everybody, with a date."""

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.errors import UnknownCampaign
from tablee.ports.desk import Note
from tablee.usecases.post_note import post_note


def note(at_ms):
    return Note("Dana", "Thank you all.", "Merci à tous.", at_ms)


def test_the_latest_message_comes_first():
    stage = Stage()
    for at_ms in (2, 3, 1):
        post_note(stage.desks, make.SLUG, note(at_ms))
    with stage.desks.read() as desk:
        latest = desk.notes.latest(desk.campaigns.see(make.SLUG).id, 2)
    assert latest == [note(3), note(2)]


def test_there_must_be_a_campaign_to_speak_of():
    stage = Stage()
    with pytest.raises(UnknownCampaign):
        post_note(stage.desks, "table-1926", note(1))
