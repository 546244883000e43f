"""The examples that the specifications print: RFC 9421, appendix B; draft-cavage-12, appendix C."""

from base64 import b64decode, b64encode

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from tablee.evidence.signature import Request, Unsigned, is_signed_by, key, seals_of
from tablee.evidence.signature.cavage import signed_by_draft
from tablee.evidence.signature.digest import check_content_digest, check_digest
from tablee.evidence.signature.fields import read_inputs, read_signatures
from tablee.evidence.signature.message import signed_by_message

CAVAGE_KEY = """\
-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----
"""
CAVAGE_NOW_MS = 1_388_957_500_000
CAVAGE = Request(
    "POST",
    "https://example.com/foo?param=value&pet=dog",
    {
        "host": "example.com",
        "date": "Sun, 05 Jan 2014 21:31:40 GMT",
        "content-type": "application/json",
        "digest": "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
        "content-length": "18",
    },
    b'{"hello": "world"}',
)
BASIC = (
    'keyId="Test",algorithm="rsa-sha256",headers="(request-target) host date",'
    'signature="qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7'
    "ndmw2iicw3HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2"
    'Os0="'
)
DEFAULT = (
    'keyId="Test",algorithm="rsa-sha256",'
    'signature="SjWJWbWN7i0wzBvtPl8rbASWz5xQW6mcJmn+ibttBqtifLN7Sazz6m79cNfwwb8DMJ5cou1s7uEGKK'
    "Cs+FLEEaDV5lp7q25WqS+lavg7T8hc0GppauB6hbgEKTwblDHYGEtbGmtdHgVCk9SuS13F0hZ8FD0k/5OxEPXe5Woz"
    'sbM="'
)
WHOLE = (
    'keyId="Test",algorithm="rsa-sha256",'
    'headers="(request-target) host date content-type digest content-length",'
    'signature="vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2b'
    "EKBIvB1q52LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH7s"
    '1dE="'
)

PSS_KEY = """\
-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
2wIDAQAB
-----END PUBLIC KEY-----
"""
ED_KEY = """\
-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----
"""
MESSAGE = Request(
    "POST",
    "https://example.com/foo?param=Value&Pet=dog",
    {
        "host": "example.com",
        "date": "Tue, 20 Apr 2021 02:07:55 GMT",
        "content-type": "application/json",
        "content-digest": "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7"
        "BNNyealdVLvRwEmTHWXvJwew==:",
        "content-length": "18",
    },
    b'{"hello": "world"}',
)
B21 = (
    'sig-b21=();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd"',
    (
        "sig-b21=:d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgG"
        "xbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx"
        "2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAn"
        "LH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==:"
    ),
)
B23 = (
    (
        'sig-b23=("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" '
        '"content-length");created=1618884473;keyid="test-key-rsa-pss"'
    ),
    (
        "sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683"
        "+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1"
        "pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZ"
        "H896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==:"
    ),
)
B26 = (
    (
        'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");'
        'created=1618884473;keyid="test-key-ed25519"'
    ),
    (
        "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRC"
        "w==:"
    ),
)


def with_signature(header):
    return CAVAGE._replace(headers={**CAVAGE.headers, "signature": header})


def public(pem):
    return serialization.load_pem_public_key(pem.encode())


@pytest.mark.conformance("AP-02")
def test_the_whole_example_of_the_draft_is_proved_by_its_key(monkeypatch):
    monkeypatch.setattr(key, "LEAST_BITS", 1_024)  # the draft's own key is of 2013
    (seal,) = seals_of(with_signature(WHOLE), CAVAGE_NOW_MS)

    assert seal.key_id == "Test"
    assert is_signed_by(CAVAGE_KEY, seal.signed, seal.signature)
    assert not is_signed_by(CAVAGE_KEY, seal.signed + b" ", seal.signature)


@pytest.mark.conformance("AP-02")
@pytest.mark.parametrize("header", [BASIC, DEFAULT])
def test_the_examples_that_sign_less_are_proved_but_not_taken(header, monkeypatch):
    monkeypatch.setattr(key, "LEAST_BITS", 1_024)
    names = ["(request-target)", "host", "date"] if header is BASIC else ["date"]
    signature = b64decode(header.partition('signature="')[2].rstrip('"'))

    assert is_signed_by(CAVAGE_KEY, signed_by_draft(CAVAGE, names, {}), signature)
    with pytest.raises(Unsigned):
        seals_of(with_signature(header), CAVAGE_NOW_MS)


def test_the_digests_of_both_specifications_are_those_of_their_body():
    check_digest(CAVAGE)
    check_content_digest(MESSAGE)
    for request, check in ((CAVAGE, check_digest), (MESSAGE, check_content_digest)):
        with pytest.raises(Unsigned):
            check(request._replace(body=b'{"hello": "World"}'))


@pytest.mark.conformance("AP-03")
@pytest.mark.parametrize("example", [B21, B23])
def test_the_bases_of_the_standard_are_what_its_rsa_key_signed(example):
    ((_, covered),) = read_inputs(example[0]).items()
    ((_, signature),) = read_signatures(example[1]).items()
    salted = padding.PSS(padding.MGF1(hashes.SHA512()), 64)

    signed = signed_by_message(MESSAGE, covered)
    public(PSS_KEY).verify(signature, signed, salted, hashes.SHA512())
    with pytest.raises(InvalidSignature):
        public(PSS_KEY).verify(signature, signed + b" ", salted, hashes.SHA512())


@pytest.mark.conformance("AP-03")
def test_the_base_of_the_standard_is_what_its_other_key_signed():
    ((_, covered),) = read_inputs(B26[0]).items()
    ((_, signature),) = read_signatures(B26[1]).items()

    public(ED_KEY).verify(signature, signed_by_message(MESSAGE, covered))


@pytest.mark.conformance("AP-03")
@pytest.mark.parametrize("example", [B21, B23, B26])
def test_none_of_them_signs_what_an_inbox_needs(example):
    headers = {**MESSAGE.headers, "signature-input": example[0], "signature": example[1]}

    with pytest.raises(Unsigned):
        seals_of(MESSAGE._replace(headers=headers), 1_618_884_475_000)


def test_bytes_are_read_as_they_are_written():
    assert read_signatures(f"a=:{b64encode(b'soup').decode()}:, b=:AA==:") == {
        "a": b"soup",
        "b": b"\0",
    }
