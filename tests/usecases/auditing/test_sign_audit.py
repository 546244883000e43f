"""An auditor signs what was found; nobody else can, and what was erased in time helps nobody."""

import pytest
from tests import make
from tests.core.promising.keys import signed_note, signer, text_of
from tests.usecases.auditing.test_write_audit import draw, filled, opening, over, stage  # noqa: F401

from tablee.core.audit.result import result_text
from tablee.core.leaves.body import Sample, audit_result_body, erase_body
from tablee.core.promising.fault import BadDocument, DoesNotFit, NotSigned
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import Kind
from tablee.outside.signing import verify
from tablee.usecases.auditing.write_audit import Signed, publish_result
from tablee.usecases.log.telling import tell_now
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.register_key import register_key, revoke_key
from tablee.verifying.auditing.meaning import meaning
from tablee.verifying.auditing.sheet import as_csv, as_page, read_filled, sheet_rows
from tablee.verifying.report import told as told_of
from tablee.verifying.verifier import Wish, verify_log

PAPER, OTHER = signer("paper.example"), signer("other.example")


@pytest.fixture
def audited(over):  # noqa: F811 - a fixture
    """A campaign that is over, in whose log the key of an auditor stands."""
    key = PartyKey("auditor", "A paper", str(PAPER.key))
    register_key(over.desks, over.clock, make.SLUG, key)
    return over


def sample_of(site, invalid=0):
    checkpoint = draw(site).checkpoint
    return Sample(checkpoint.size, checkpoint.root, 30, invalid, 0, bytes(32))


def text(site, invalid=0, campaign=make.SLUG, auditor="A paper", day="2026-03-01"):
    return result_text(audit_result_body(sample_of(site, invalid)), campaign, auditor, day)


def publish(site, whole, invalid=0):
    signed = Signed(whole, verify)
    return publish_result(site.desks, site.clock, make.SLUG, sample_of(site, invalid), signed)


def told(site, folder):
    site.seal()
    site.check(folder)
    return told_of(verify_log(str(folder), Wish()), "en", str)


def test_whoever_verifies_is_told_who_signed_with_which_key(audited, tmp_path):
    found = publish(audited, signed_note(text(audited), PAPER))
    assert (found.is_new, found.signer.name) == (True, "A paper")
    said = told(audited, tmp_path)
    assert f"Signed by A paper, with the key {found.signer.fingerprint}:\n  0 bad of 30" in said


def test_whoever_verifies_is_told_that_nobody_signed(audited, tmp_path):
    found = publish_result(audited.desks, audited.clock, make.SLUG, sample_of(audited))
    assert found.signer is None
    said = told(audited, tmp_path)
    assert "Written by the organiser, and signed by nobody:\n  0 bad of 30" in said


def test_the_same_words_are_published_once(audited):
    assert publish(audited, signed_note(text(audited), PAPER)).is_new
    assert not publish(audited, signed_note(text(audited), PAPER, OTHER)).is_new
    audited.seal()


def test_an_auditor_may_find_something_else_later(audited, tmp_path):
    publish(audited, signed_note(text(audited), PAPER))
    assert publish(audited, signed_note(text(audited, 1), PAPER), 1).is_new
    said = told(audited, tmp_path)
    assert said.count("Signed by A paper") == 2
    assert "1 bad of 30 drawn" in said


@pytest.mark.parametrize("field", ["invalid", "campaign"])
def test_what_was_signed_is_what_is_published(audited, field):
    changed = {"invalid": 3, "campaign": "another"}[field]
    whole = signed_note(text(audited, **{field: changed}), PAPER)
    with pytest.raises(DoesNotFit, match=f"Line . *: '{field}' is not what the auditor signed"):
        publish(audited, whole)


def test_nobody_signs_for_an_auditor(audited):
    with pytest.raises(NotSigned, match="not signed with a valid key of A paper"):
        publish(audited, signed_note(text(audited), OTHER))
    with pytest.raises(NotSigned, match="No key of 'A school' as auditor is registered"):
        publish(audited, signed_note(text(audited, auditor="A school"), PAPER))
    assert revoke_key(audited.desks, audited.clock, make.SLUG, 1)
    with pytest.raises(NotSigned, match="revoked"):
        publish(audited, signed_note(text(audited), PAPER))


def test_what_is_no_result_is_refused(audited):
    with pytest.raises(DoesNotFit, match="not the result of an audit"):
        publish(audited, signed_note(text_of(Kind.PAYMENT), PAPER))
    with pytest.raises(DoesNotFit, match="still to come"):
        publish(audited, signed_note(text(audited, day="2999-01-01"), PAPER))
    with pytest.raises(BadDocument):
        publish(audited, text(audited))


def test_a_result_does_not_come_without_its_sheet(audited):
    whole = signed_note(text(audited), PAPER)
    with pytest.raises(DoesNotFit, match="comes with its sheet"):
        accept_document(audited.desks, audited.clock, make.SLUG, whole, verify)


def erase(site, acts):
    with site.desks.write() as desk:
        campaign = desk.campaigns.hold(make.SLUG)
        tell_now(desk, campaign, site.clock.now_ms(), "erase", erase_body("acts", acts))
    site.seal()


def lots_on_different_acts(site, count):
    """Return the first lots that fell on acts of their own: chance may draw one act again."""
    first = {}
    for index, each in enumerate(draw(site).drawn):
        first.setdefault(each.act, index)
    return [*first.values()][:count]


def marked(site, unknown):
    """Return a sheet on which the acts of these lots are unknown."""
    rows = sheet_rows(draw(site), opening(site))
    marks = ["unknown" if index in unknown else "good" for index in range(len(rows))]
    return as_csv([[*each[:-1], mark] for each, mark in zip(rows, marks, strict=True)])


def test_as_many_unknown_acts_as_were_erased_since_count_as_bad(audited):
    lots = lots_on_different_acts(audited, 4)
    assert len(lots) == 4
    erase(audited, 2)
    found = read_filled(marked(audited, lots), draw(audited))
    assert (found.bad, found.unknown, found.erased) == (2, 2, 2)
    words = [each.en for each in meaning(found)]
    assert words[0].startswith("2 bad of 28 drawn")
    assert words[-1].startswith("Of the bad lots, 2 fell on acts that nobody can look at again")


def test_what_was_erased_since_makes_nothing_bad_that_can_be_looked_at(audited):
    erase(audited, 9)
    found = read_filled(filled(sheet_rows(draw(audited), opening(audited))), draw(audited))
    assert (found.bad, found.unknown, found.erased) == (0, 0, 0)


def test_the_sheet_says_how_many_acts_were_erased_since(audited):
    assert "Acts erased since" not in as_page(draw(audited), [], lambda en, _: en)
    erase(audited, 7)
    assert "Acts erased since the seeds could be known: 7." in as_page(
        draw(audited), [], lambda en, _: en
    )


def test_an_act_that_is_called_bad_need_not_be_shown(audited):
    rows = sheet_rows(draw(audited), None)
    found = read_filled(filled(rows, "bad"), draw(audited))
    assert (found.bad, found.unopened) == (30, ())


def test_whoever_verifies_is_told_what_was_erased_since(audited, tmp_path):
    erase(audited, 3)
    checkpoint = draw(audited).checkpoint
    sample = Sample(checkpoint.size, checkpoint.root, 30, 0, 2, bytes(32))
    publish_result(audited.desks, audited.clock, make.SLUG, sample)
    assert "Acts erased after what was drawn from was fixed: 3." in told(audited, tmp_path)
