"""The inbox takes what its actor has signed, once, and refuses the rest before it costs much."""

import json

import pytest
from tests.fediverse import ACTIVITY, INBOX, SHARED, hashtag
from tests.signing import Sender, by_draft, key

TAKEN, UNREADABLE, UNPROVEN, LATER = 202, 400, 401, 503


def create(emil, number=1):
    return emil.activity("Create", emil.note(number, hashtag()))


@pytest.mark.conformance("AP-02", "AP-03")
@pytest.mark.parametrize("path", [INBOX, SHARED])
@pytest.mark.parametrize("standard", [False, True])
def test_a_message_is_taken_in_either_way_of_signing_at_either_inbox(town, emil, path, standard):
    assert emil.send(create(emil), path=path, standard=standard).status == TAKEN
    assert town.tasks() == 1


@pytest.mark.conformance("AP-02")
def test_a_message_without_a_signature_is_refused_and_nobody_is_asked(town, emil):
    body = json.dumps(create(emil)).encode()
    reply = town.post(body, {"host": "meals.example", "content-type": ACTIVITY})

    assert reply.status == UNPROVEN
    assert reply.headers["www-authenticate"].startswith("Signature")
    assert reply.json()["type"] == "/problems/not-signed"
    assert town.tasks() == 0
    assert not town.blogs.visits


@pytest.mark.conformance("AP-04")
@pytest.mark.parametrize("standard", [False, True])
def test_a_signature_by_another_key_is_refused(town, emil, standard):
    forger = Sender(emil.key_id, key("mallory"))

    assert town.send(create(emil), forger, standard=standard).status == UNPROVEN
    assert town.tasks() == 0


@pytest.mark.conformance("AP-04")
def test_a_body_changed_after_signing_is_refused(town, emil):
    body = json.dumps(create(emil)).encode()
    headers = by_draft(
        Sender(emil.key_id, emil.key), "meals.example", INBOX, body, town.clock.now_ms() / 1_000
    )

    assert town.post(body + b" ", headers).status == UNPROVEN
    assert town.post(body, headers).status == TAKEN


@pytest.mark.conformance("AP-04")
@pytest.mark.parametrize("standard", [False, True])
def test_the_same_signature_is_taken_once(town, emil, standard):
    message = create(emil)

    assert emil.send(message, standard=standard).status == TAKEN
    assert emil.send(message, standard=standard).status == UNPROVEN
    town.pass_time(1_000)
    assert emil.send(message, standard=standard).status == TAKEN, "signed anew, it is a new message"
    assert town.tasks() == 1


@pytest.mark.conformance("AP-04")
def test_nobody_speaks_for_another_actor(town, emil):
    eve = town.person("eve")

    assert eve.send(create(emil)).status == UNPROVEN
    assert town.person("eve", "evil.example").send(create(emil)).status == UNPROVEN


@pytest.mark.conformance("AP-04")
def test_a_key_on_another_host_is_refused_and_not_asked_for(town, emil):
    thief = Sender("http://evil.example/key", key("mallory"))
    town.put(
        "http://evil.example/key",
        {"id": thief.key_id, "owner": emil.id, "publicKeyPem": thief.key.pem},
    )

    assert town.send(create(emil), thief).status == UNPROVEN
    assert not town.blogs.asked("evil.example")


@pytest.mark.conformance("AP-04")
def test_a_key_that_its_owner_does_not_show_is_refused(town, emil):
    thief = Sender("http://social.example/upload/1", key("mallory"))
    town.put(
        thief.key_id,
        {"id": thief.key_id, "type": "Key", "owner": emil.id, "publicKeyPem": thief.key.pem},
    )

    assert town.send(create(emil), thief).status == UNPROVEN


@pytest.mark.conformance("AP-04", "AP-05")
@pytest.mark.parametrize("media", ["application/json", "text/html", "application/ld+json"])
def test_a_key_in_a_file_of_another_type_is_refused(town, emil, media):
    town.put(emil.id, emil.document(), media=media)

    assert emil.send(create(emil)).status == UNPROVEN


def test_a_key_may_stand_at_an_address_of_its_own(town, emil):
    emil.key_id = f"{emil.id}/main-key"
    emil.show()
    stub = {name: emil.document()[name] for name in ("id", "type", "publicKey")}
    town.put(emil.key_id, stub)

    assert emil.send(create(emil)).status == TAKEN


@pytest.mark.conformance("AP-04")
@pytest.mark.parametrize("kind", ["Create", "Update"])
def test_an_object_on_another_host_than_its_actor_is_refused(town, emil, kind):
    eve = town.person("eve", "evil.example")
    note = emil.note(1, hashtag())

    assert eve.tell(kind, note).status == UNPROVEN
    assert eve.tell(kind, note["id"]).status == UNPROVEN
    own = eve.note(1, hashtag(), attributedTo=emil.id)
    assert eve.tell(kind, own).status == UNPROVEN
    assert town.tasks() == 0


@pytest.mark.conformance("AP-02")
def test_a_changed_key_is_asked_for_once_and_a_forger_gains_nothing(town, emil):
    assert emil.send(create(emil)).status == TAKEN
    emil.key = key("emil's next")
    emil.show()
    town.pass_time(60_000)
    assert emil.send(create(emil, 2)).status == TAKEN
    assert town.blogs.asked()["social.example/u/emil"] == 2
    for number in range(5):
        assert town.send(create(emil, number), Sender(emil.key_id, key("mallory"))).status == 401
    assert town.blogs.asked()["social.example/u/emil"] == 2


@pytest.mark.conformance("AP-02")
@pytest.mark.parametrize("hours", [-13, -11, 11, 13])
def test_clocks_may_be_off_by_hours_but_not_by_half_a_day(emil, hours):
    reply = emil.send(create(emil), late_s=hours * 3_600)

    assert reply.status == (TAKEN if abs(hours) < 12 else UNPROVEN)


@pytest.mark.conformance("AP-02")
def test_a_message_for_another_server_is_refused(town, emil):
    body = json.dumps(create(emil)).encode()
    at_s = town.clock.now_ms() / 1_000
    headers = by_draft(Sender(emil.key_id, emil.key), "other.example", INBOX, body, at_s)

    assert town.post(body, headers).status == UNPROVEN
    assert town.post(body, headers, host="meals.example").status == UNPROVEN


def test_a_server_that_does_not_show_its_key_now_may_come_back(town, emil):
    town.put(emil.id, "", 500)
    reply = emil.send(create(emil))

    assert reply.status == LATER
    assert int(reply.headers["retry-after"]) > 0
    emil.show()
    assert emil.send(create(emil)).status == TAKEN


def test_a_key_that_is_not_there_is_not_asked_for_again_and_again(town, emil):
    town.drop(emil.id, 404)
    for number in range(5):
        assert emil.send(create(emil, number)).status == UNPROVEN
    assert town.blogs.asked()["social.example/u/emil"] == 1


@pytest.mark.conformance("AP-06")
@pytest.mark.parametrize("path", [INBOX, SHARED])
def test_a_deletion_of_what_nobody_knows_costs_no_question(town, path):
    gone = "http://far.example/u/nobody"
    for about in (gone, f"{gone}/notes/1", {"id": f"{gone}/notes/1", "type": "Tombstone"}):
        said = {"id": f"{gone}#delete", "type": "Delete", "actor": gone, "object": about}
        body = json.dumps(said).encode()
        headers = {"host": "meals.example", "content-type": ACTIVITY, "signature": "x"}
        assert town.post(body, headers, path=path).status == TAKEN
    assert not town.blogs.visits
    assert town.tasks() == 0


@pytest.mark.parametrize(
    ("body", "form", "status"),
    [
        (b"", ACTIVITY, UNREADABLE),
        (b"[]", ACTIVITY, UNREADABLE),
        (b'{"type":"Create"}', ACTIVITY, UNREADABLE),
        (b'{"actor":"nobody"}', ACTIVITY, UNREADABLE),
        (b'{"actor":"http://a b.example/"}', ACTIVITY, UNREADABLE),
        (b'{"a":' * 100_000, ACTIVITY, UNREADABLE),
        (b'{"actor":"\xff"}', ACTIVITY, UNREADABLE),
        (b'{"type":"Create","actor":"http://social.example/u/emil"}', "text/html", UNREADABLE),
        (b"x" * 1_048_577, ACTIVITY, 413),
    ],
)
def test_what_is_no_activity_is_refused_unread(town, body, form, status):
    assert town.post(body, {"host": "meals.example", "content-type": form}).status == status
    assert not town.blogs.visits


def test_a_campaign_that_is_not_in_the_fediverse_has_no_inbox(emil):
    assert emil.send(create(emil), path="/c/nowhere/inbox").status == 404
