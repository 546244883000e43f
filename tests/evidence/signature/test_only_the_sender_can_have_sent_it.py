"""A request is believed when its sender signed all that matters of it, a short time ago."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.signing import Sender, by_draft, by_message, key

from tablee.evidence.signature import (
    WINDOW_MS,
    NoSuchKey,
    Request,
    Unsigned,
    is_signed_by,
    seals_of,
    sign_by_draft,
    sign_by_message,
)

ADDRESS = "https://meals.example/c/restos/inbox?a=1"
HOST, PATH = "meals.example", "/c/restos/inbox?a=1"
KEY_ID = "https://social.example/u/emil#main-key"
BODY = b'{"type":"Create"}'
NOW_MS = 1_790_000_000_000
NOW_S = NOW_MS / 1_000
EMIL = Sender(KEY_ID, key("emil"))


def drafted(sender=EMIL, at_s=NOW_S, **changes):
    headers = by_draft(sender, HOST, PATH, BODY, at_s)
    return Request("POST", ADDRESS, {**headers, **changes}, BODY)


def written(sender=EMIL, at_s=NOW_S, **changes):
    headers = by_message(sender, ADDRESS, BODY, at_s)
    return Request("POST", ADDRESS, {**headers, **changes}, BODY)


def is_believed(request, now_ms=NOW_MS) -> bool:
    try:
        seals = seals_of(request, now_ms)
    except Unsigned:
        return False
    return any(is_signed_by(EMIL.key.pem, each.signed, each.signature) for each in seals)


@pytest.mark.conformance("AP-02")
@pytest.mark.parametrize("algorithm", ["rsa-sha256", "hs2019", "RSA-SHA256", None])
def test_the_draft_is_taken_with_each_name_of_its_algorithm(algorithm):
    assert is_believed(drafted(EMIL._replace(algorithm=algorithm)))


@pytest.mark.conformance("AP-02")
@pytest.mark.parametrize("algorithm", ["rsa-sha512", "hmac-sha256", "ed25519", "none"])
def test_the_draft_is_not_taken_with_another_algorithm(algorithm):
    assert not is_believed(drafted(EMIL._replace(algorithm=algorithm)))


@pytest.mark.conformance("AP-02")
@pytest.mark.parametrize("missing", ["(request-target)", "host", "date", "digest"])
def test_the_draft_must_sign_target_host_date_and_digest(missing):
    signed = tuple(each for each in EMIL.signed if each != missing)

    assert not is_believed(drafted(EMIL._replace(signed=signed)))


def test_the_modern_draft_may_sign_a_number_in_place_of_the_date():
    signed = ("(request-target)", "host", "(created)", "digest")

    assert is_believed(drafted(EMIL._replace(signed=signed, algorithm="hs2019")))
    assert not is_believed(drafted(EMIL._replace(signed=signed, algorithm="rsa-sha256")))
    late = drafted(EMIL._replace(signed=signed, algorithm="hs2019"))
    assert not is_believed(late, NOW_MS + WINDOW_MS + 1_000)


@pytest.mark.conformance("AP-03")
def test_the_standard_is_taken_with_and_without_its_algorithm():
    assert is_believed(written())
    assert is_believed(written(EMIL._replace(algorithm=None)))


@pytest.mark.conformance("AP-03")
@pytest.mark.parametrize("missing", ["@method", "@target-uri", "content-digest"])
def test_the_standard_must_sign_method_target_and_digest(missing):
    every = ("@method", "@target-uri", "content-digest", "@authority", "@path")
    covered = tuple(each for each in every if each != missing)

    assert is_believed(written(EMIL._replace(covered=every)))
    assert not is_believed(written(EMIL._replace(covered=covered)))


@pytest.mark.conformance("AP-03")
def test_the_standard_must_say_when_it_was_signed():
    request = written()
    undated = request.headers["signature-input"].replace(f"created={NOW_S:.0f};", "")

    assert not is_believed(
        request._replace(headers={**request.headers, "signature-input": undated})
    )


@pytest.mark.conformance("AP-03")
@pytest.mark.parametrize("is_first", [True, False])
def test_signatures_of_others_beside_it_do_no_harm(is_first):
    good = by_message(EMIL, ADDRESS, BODY, NOW_S, "mine")
    other = {
        "signature-input": 'proxy=("@authority");created=1;keyid="gateway";alg="ed25519"',
        "signature": "proxy=:AAAA:",
    }
    order = (good, other) if is_first else (other, good)
    both = {name: ", ".join(each[name] for each in order) for name in other}

    assert is_believed(Request("POST", ADDRESS, {**good, **both}, BODY))


@pytest.mark.conformance("AP-04")
@pytest.mark.parametrize("made", [drafted, written])
@pytest.mark.parametrize(
    "changes",
    [
        {"body": b'{"type":"Delete"}'},
        {"body": b""},
        {"method": "GET"},
        {"address": "https://meals.example/c/other/inbox?a=1"},
        {"address": "https://meals.example/c/restos/inbox?a=2"},
    ],
)
def test_whatever_is_changed_after_signing_is_not_believed(made, changes):
    assert is_believed(made())
    assert not is_believed(made()._replace(**changes))


@pytest.mark.conformance("AP-04")
def test_a_new_digest_for_a_changed_body_was_not_signed():
    other = b'{"type":"Delete"}'
    digest = by_draft(EMIL, HOST, PATH, other, NOW_S)["digest"]
    new = by_message(EMIL, ADDRESS, other, NOW_S)["content-digest"]

    assert not is_believed(drafted(digest=digest)._replace(body=other))
    assert not is_believed(written(**{"content-digest": new})._replace(body=other))


@pytest.mark.conformance("AP-02", "AP-04")
@pytest.mark.parametrize("made", [drafted, written])
@pytest.mark.parametrize("hours", [-13, -11, 11, 13])
def test_clocks_may_be_off_by_less_than_half_a_day(made, hours):
    assert is_believed(made(at_s=NOW_S + hours * 3_600)) == (abs(hours) < 12)


@pytest.mark.parametrize("made", [drafted, written])
def test_another_key_proves_nothing(made):
    (seal,) = seals_of(made(), NOW_MS)

    assert is_signed_by(EMIL.key.pem, seal.signed, seal.signature)
    assert not is_signed_by(key("mallory").pem, seal.signed, seal.signature)


@pytest.mark.parametrize("pem", ["", "soup", key("weak", 1_024).pem, "-" * 100_000])
def test_a_key_of_no_use_is_not_used(pem):
    with pytest.raises(NoSuchKey):
        is_signed_by(pem, b"", b"")


@pytest.mark.parametrize("sign", [sign_by_draft, sign_by_message])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_we_sign_ourselves_is_believed(sign, method):
    body = BODY if method == "POST" else b""
    plain = Request(method, ADDRESS, {}, body)
    headers = sign(plain, KEY_ID, EMIL.key.private_pem, NOW_MS)

    assert is_believed(plain._replace(headers={"host": HOST, **headers}))


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_headers_break_the_reader(signature, given_input):
    request = drafted()._replace(headers={"signature": signature})
    for headers in (
        {"signature": signature},
        {"signature": signature, "signature-input": given_input},
    ):
        assert not is_believed(request._replace(headers=headers))


@given(st.integers(0, 600), st.characters())
def test_a_letter_changed_in_a_signature_never_breaks_the_reader(position, letter):
    for made in (drafted(), written()):
        for name in ("signature", "signature-input"):
            value = made.headers.get(name, "")
            changed = value[:position] + letter + value[position + 1 :]
            is_believed(made._replace(headers={**made.headers, name: changed}))


@pytest.mark.parametrize("count", [33, 5_000])
def test_endless_headers_cost_little(count):
    many = ",".join(f"a{number}=:AAAA:" for number in range(count))
    inputs = ",".join(f'a{number}=("date");created=1' for number in range(count))

    assert not is_believed(written(signature=many, **{"signature-input": inputs}))
    assert not is_believed(drafted(signature="keyId=" * count))
    signed = f'keyId="k",headers="{"date " * count}",signature="AA=="'
    assert not is_believed(drafted(signature=signed))
