"""A passkey signs for this site, this challenge and this person's presence, or not at all."""

import json
from hashlib import sha256

import pytest
from tests.outside.authenticator import PRESENT, Authenticator

from tablee.outside.passkeys import Here, made, making_options, used, using_options
from tablee.ports.promises.signatories import Passkey

HERE = Here("meals.example", "https://meals.example")
CHALLENGE, OTHER = sha256(b"a text").digest(), sha256(b"another text").digest()
ACCOUNT = (7, "dana")


@pytest.fixture
def device():
    return Authenticator(*HERE)


@pytest.fixture
def passkey(device):
    """The passkey of that device, as it is kept."""
    found = made(HERE, CHALLENGE, device.make(making_options(HERE, ACCOUNT, CHALLENGE, [])))
    assert found is not None
    return Passkey(7, found.credential, found.public_key, found.uses, "telephone", 1_000)


def asked(challenge=CHALLENGE):
    return using_options(HERE, challenge, [])


def test_a_passkey_signs_the_challenge_it_was_asked_for(device, passkey):
    assert used(HERE, CHALLENGE, device.use(asked()), passkey) == 1
    assert used(HERE, CHALLENGE, device.use(asked()), passkey._replace(uses=1)) == 2


def test_it_signs_nothing_else(device, passkey):
    assert used(HERE, OTHER, device.use(asked()), passkey) is None
    assert used(HERE, CHALLENGE, device.use(asked(OTHER)), passkey) is None


@pytest.mark.parametrize(
    "other",
    [
        Authenticator("evil.example", "https://evil.example"),
        Authenticator("meals.example", "https://evil.example"),
        Authenticator("meals.example", "http://meals.example"),
        Authenticator("evil.example", "https://meals.example"),
        Authenticator(*HERE, b"another passkey"),
    ],
)
def test_for_another_site_or_by_another_key_it_is_none(passkey, other):
    assert used(HERE, CHALLENGE, other.use(asked()), passkey) is None
    found = made(HERE, CHALLENGE, other.make(asked()))
    assert (found is None) is ((other.host, other.origin) != HERE)


@pytest.mark.parametrize("flags", [0, PRESENT])
def test_the_person_must_have_been_there_and_shown_who_they_are(device, passkey, flags):
    device.flags = flags
    assert used(HERE, CHALLENGE, device.use(asked()), passkey) is None
    assert made(HERE, CHALLENGE, device.make(asked())) is None


def test_a_counter_that_goes_back_tells_of_a_copy(device, passkey):
    assert used(HERE, CHALLENGE, device.use(asked()), passkey._replace(uses=5)) is None


def test_another_key_cannot_use_the_name_of_a_passkey(device, passkey):
    forger = Authenticator(*HERE, b"forger")
    forger.credential = device.credential
    assert used(HERE, CHALLENGE, forger.use(asked()), passkey) is None
    genuine = device.use(asked())
    assert used(HERE, CHALLENGE, genuine, passkey._replace(credential="AAAA")) is None


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", '{"id": 1}', '"x"', "{" * 200, "[" * 200_000, "\0"]
)
def test_what_is_no_answer_is_none(passkey, answer):
    assert used(HERE, CHALLENGE, answer, passkey) is None
    assert made(HERE, CHALLENGE, answer) is None


def test_no_part_of_an_answer_can_be_changed(device, passkey):
    whole = json.loads(device.use(asked()))
    for name, value in whole["response"].items():
        at = len(value) // 2
        wrong = value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :]
        changed = whole | {"response": whole["response"] | {name: wrong}}
        assert used(HERE, CHALLENGE, json.dumps(changed), passkey) is None
