"""Signatures are made and checked as the standards say, and a bad one is never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.core.log.note import COSIGNATURE, ED25519, KEY_BYTES, ML_DSA_44, Key
from tablee.outside.signing import KeySigner, verify

# RFC 8032 section 7.1, tests 1 and 2.
SEED_1 = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
SEED_2 = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC_1 = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
PUBLIC_2 = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE_1 = (
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
    "6bd25bf5f0595bbe24655141438e7a100b"
)
SIGNATURE_2 = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d"
    "8c387b2eaeb4302aeeb00d291612bb0c00"
)
SORTS = [ED25519, COSIGNATURE, ML_DSA_44]


def signer_of(sort: int) -> KeySigner:
    return KeySigner("who.example", b"s" * 32, sort)


@pytest.mark.parametrize(
    ("seed", "message", "public", "signature"),
    [(SEED_1, b"", PUBLIC_1, SIGNATURE_1), (SEED_2, b"\x72", PUBLIC_2, SIGNATURE_2)],
)
def test_ed25519_is_that_of_the_rfc(seed, message, public, signature):
    signer = KeySigner("who.example", seed)
    assert signer.key == Key("who.example", ED25519, bytes.fromhex(public))
    assert signer.sign(message).hex() == signature
    assert verify(signer.key, message, bytes.fromhex(signature))


@pytest.mark.parametrize("sort", SORTS)
def test_what_is_signed_is_verified(sort):
    signer = signer_of(sort)
    assert signer.key.sort == sort
    assert len(signer.key.public) == KEY_BYTES[sort]
    signature = signer.sign(b"a message")
    assert len(signature) == {ML_DSA_44: 2_420}.get(sort, 64)
    assert verify(signer.key, b"a message", signature) is True


@given(st.sampled_from(SORTS), st.integers(0, 30_000))
def test_no_changed_bit_is_verified(sort, bit):
    signer = signer_of(sort)
    signature = bytearray(signer.sign(b"a message"))
    place = bit % (8 * len(signature))
    signature[place // 8] ^= 1 << place % 8
    assert verify(signer.key, b"a message", bytes(signature)) is False
    assert verify(signer.key, b"another message", signer.sign(b"a message")) is False


@pytest.mark.parametrize("sort", SORTS)
def test_another_key_has_not_signed(sort):
    other = KeySigner("who.example", b"t" * 32, sort)
    assert not verify(other.key, b"a message", signer_of(sort).sign(b"a message"))


@given(
    st.sampled_from([*SORTS, 0, 2, 5, 255]),
    st.one_of(st.binary(max_size=64), st.binary(min_size=1312, max_size=1312)),
    st.binary(max_size=64),
)
def test_any_bytes_are_answered_with_no(sort, public, signature):
    assert verify(Key("who.example", sort, public), b"a message", signature) is False


@pytest.mark.parametrize("sort", [0, 2, 3, 5, 7, 255])
def test_keys_of_other_sorts_verify_nothing(sort):
    signer = signer_of(ED25519)
    assert not verify(signer.key._replace(sort=sort), b"a", signer.sign(b"a"))


def test_an_ed25519_signature_is_the_same_every_time():
    assert signer_of(ED25519).sign(b"a") == signer_of(ED25519).sign(b"a")


@pytest.mark.parametrize("sort", SORTS)
def test_a_seed_makes_one_key(sort):
    assert signer_of(sort).key == signer_of(sort).key
    assert KeySigner("who.example", b"t" * 32, sort).key != signer_of(sort).key


def test_ml_dsa_signatures_of_one_message_differ_and_all_hold():
    signer = signer_of(ML_DSA_44)
    one, other = signer.sign(b"a"), signer.sign(b"a")
    assert one != other
    assert verify(signer.key, b"a", one)
    assert verify(signer.key, b"a", other)
