"""What sponsors and the association sign is read to the letter, or not at all."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.promising.keys import FIELDS, signed_note, signer, text_of

from tablee.core.log.fault import BadLog
from tablee.core.promising.document import MOST_BYTES, read_document
from tablee.core.promising.fault import BadDocument
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import FIELDS as NAMES
from tablee.core.promising.wording import Kind, read_text, write_text
from tablee.outside.signing import verify

DOCS = Path(__file__).parents[3] / "docs" / "log"
KINDS = [*Kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read(kind: Kind) -> None:
    assert read_text(text_of(kind)) == (kind, FIELDS[kind])


def test_a_payment_may_leave_its_money_out_but_not_half_of_it() -> None:
    fields = dict(FIELDS[Kind.PAYMENT])
    del fields["currency"]
    with pytest.raises(BadDocument, match=r"Line 6: expected 'currency'"):
        write_text(Kind.PAYMENT, fields)
    del fields["amount-minor"]
    assert read_text(write_text(Kind.PAYMENT, fields))[1] == fields


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_can_be_left_out_doubled_or_moved(kind: Kind) -> None:
    lines = text_of(kind).splitlines(keepends=True)
    wrong = [lines[:at] + lines[at + 1 :] for at in range(len(lines))]
    wrong += [[*lines[:at], lines[at], *lines[at:]] for at in range(len(lines))]
    wrong += [
        [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]] for at in range(len(lines) - 1)
    ]
    for each in wrong:
        with pytest.raises(BadDocument):
            read_text("".join(each))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("units", "0"),
        ("units", "007"),
        ("units", "-5"),
        ("units", "5.0"),
        ("units", "\u0665"),
        ("units", "1000000000001"),
        ("units", "1 000"),
        ("signed", "2012-02-30"),
        ("signed", "17/02/2012"),
        ("signed", "20120217"),
        ("sponsor", ""),
        ("sponsor", " Danone"),
        ("sponsor", "Danone "),
        ("sponsor", "Danone\u202eenonaD"),
        ("sponsor", "Dan\u200bone"),
        ("sponsor", "Dan\tone"),
        ("sponsor", "Dan\x7fone"),
        ("sponsor", "D" * 201),
        ("pool", "blogs\r"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(field: str, value: str) -> None:
    right = FIELDS[Kind.PLEDGE][field]
    text = text_of(Kind.PLEDGE).replace(f"{field} {right}\n", f"{field} {value}\n")
    number = 2 + NAMES[Kind.PLEDGE].index(field)
    with pytest.raises(BadDocument) as caught:
        read_text(text)
    assert caught.value.line == number
    assert caught.value.words.fr.startswith(f"Ligne {number} : ")


@pytest.mark.parametrize(
    ("field", "value"),
    [("size", "0"), ("draws", "00"), ("draws", "-1"), ("invalid", ""), ("root", "5F" * 32)],
)
def test_what_an_audit_found_has_one_spelling(field: str, value: str) -> None:
    with pytest.raises(BadDocument) as caught:
        text_of(Kind.AUDIT, **{field: value})
    assert caught.value.line == 2 + NAMES[Kind.AUDIT].index(field)


def test_an_audit_may_have_found_nothing_at_all() -> None:
    none = dict.fromkeys(("draws", "invalid", "unverifiable"), "0")
    document = read_document(signed_note(text_of(Kind.AUDIT, **none), signer("paper.example")))
    assert (document.party, document.units) == ("A university", 0)
    assert document.kind.leaf == "audit"


@pytest.mark.parametrize("moment", ["2012-03-01T09:00:00", "2012-03-01 09:00:00Z", "2012-03-01"])
def test_a_raise_names_its_moment_to_the_second_in_one_spelling(moment: str) -> None:
    with pytest.raises(BadDocument, match="Line 7"):
        text_of(Kind.RAISE, **{"from": moment})


def test_a_raise_tells_its_moment() -> None:
    document = read_document(signed_note(text_of(Kind.RAISE), signer("danone.example")))
    assert (document.from_ms, document.units, document.name) == (
        1_330_592_400_000,
        10_000,
        "danone-blogs",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "tablee-pledge/v2\n",
        text_of(Kind.PLEDGE),
        text_of(Kind.PLEDGE)[:-1],
        text_of(Kind.PLEDGE) + "\n",
        text_of(Kind.PLEDGE) + "\nno signature\n",
        text_of(Kind.PLEDGE).replace("\n", "\r\n"),
        "\ufeff" + signed_note(text_of(Kind.PLEDGE), signer("danone.example")),
        "x" * (MOST_BYTES + 1),
        "\udcff\n\n— a b\n",
    ],
)
def test_what_is_no_signed_document_is_refused_in_both_languages(text: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read_document(text)
    assert caught.value.words.en
    assert caught.value.words.fr


@given(st.text() | st.text(alphabet="tablee-pledge/v1 \n—=A09", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for each in (text, text_of(Kind.PLEDGE) + text, text_of(Kind.PLEDGE) + "\n" + text):
        try:
            document = read_document(each)
        except BadLog:
            continue
        assert document.whole == each


@pytest.mark.parametrize("page", ["documents.md", "documents.fr.md"])
def test_the_examples_in_the_documentation_are_signed(page: str) -> None:
    text = (DOCS / page).read_text()
    keys = re.findall(r"^(?:Key|Clé) : ?`(.+)`$|^Key: `(.+)`$", text, re.MULTILINE)
    documents = re.findall(r"^```\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)
    found = [read_document(each) for each in documents]
    assert [each.kind for each in found] == [Kind.PLEDGE, Kind.DELIVERY]
    for document, key in zip(found, keys, strict=True):
        party = PartyKey(document.kind.role, document.party, "".join(key))
        assert document.signed_by([party], verify) == party
