"""An audit from the terminal: seeds, a sheet, the words that an auditor signs, and the result."""

import csv
from io import StringIO

import pytest
from tests.cli.test_export_and_erase import SLUG, imported  # noqa: F401 - a fixture
from tests.core.promising.keys import signed_note, signer, ssh_pair

PAPER = "A paper"


@pytest.fixture
def over(imported, tmp_path):  # noqa: F811 - a fixture
    """A campaign that is closed and sealed, its seeds said, and a sheet that calls all good."""
    run = imported
    seed, hashed = (line.split()[1] for line in run("audit", "seed").out.splitlines())
    for words in (
        ("audit", "commit", SLUG, hashed, "--by", PAPER),
        ("campaign", "close", SLUG),
        ("seal", SLUG),
        ("audit", "reveal", SLUG, seed, "--by", PAPER),
        ("seal", SLUG),
        ("audit", "sheet", SLUG, "--lots", "9", "--to", str(tmp_path)),
    ):
        said = run(*words)
        assert said.code == 0, (words, said.err)
    sheet = tmp_path / f"{SLUG}-sheet.csv"
    rows = [*csv.reader(StringIO(sheet.read_text(encoding="utf-8")))]
    for row in rows[1:]:
        row[-1] = "good"
    out = StringIO()
    csv.writer(out).writerows(rows)
    sheet.write_text(out.getvalue(), encoding="utf-8")
    return sheet


@pytest.fixture
def log(home):
    return home / "logs" / SLUG


def words_of(run, log, sheet, *more):
    return run("audit", "text", str(log), str(sheet), "--by", PAPER, "--lots", "9", *more)


def publish(run, sheet, *more):
    return run("audit", "publish", SLUG, str(sheet), "--lots", "9", *more)


def test_an_auditor_signs_with_ssh_and_whoever_verifies_is_told(run, over, log, tmp_path):
    pair, text = ssh_pair(tmp_path, "paper"), tmp_path / "result.txt"
    key = run("party", "add", SLUG, "auditor", PAPER, pair.line)
    assert words_of(run, log, over, "--to", str(text)).out == f"{text}\n"
    words = text.read_text(encoding="utf-8")
    assert words.startswith(f"tablee-audit/v1\ncampaign {SLUG}\nauditor {PAPER}\nsize ")
    assert "\ndraws 9\ninvalid 0\nunverifiable 0\n" in words
    signed = tmp_path / "signed.txt"
    signed.write_text(words + pair.sign(words), encoding="utf-8")
    said = publish(run, over, "--signed", str(signed))
    assert (said.code, said.err) == (0, "")
    by = f"signed by {PAPER} ({key.out.strip()})."
    assert said.out.startswith(f"Written into the log, {by}\n0 bad of 9 drawn")
    assert f"It is in the log already, {by}" in publish(run, over, "--signed", str(signed)).out
    assert run("seal", SLUG).code == 0
    verified = run("verify", str(log))
    assert f"Signed by {PAPER}, with the key {key.out.strip()}:" in verified.out
    french = run("--lang", "fr", "verify", str(log))
    assert f"Signé par {PAPER}, avec la clé {key.out.strip()} :" in french.out


def test_without_a_signature_it_is_said_that_nobody_signed(run, over, log):
    said = publish(run, over)
    assert said.code == 0
    assert "Nobody has signed this" in said.err
    assert run("seal", SLUG).code == 0
    assert "Written by the organiser, and signed by nobody:" in run("verify", str(log)).out
    french = run("--lang", "fr", "verify", str(log)).out
    assert "Écrit par l'organisateur, et signé par personne :" in french


def test_a_signature_of_somebody_else_publishes_nothing(run, over, log, tmp_path):
    run("party", "add", SLUG, "auditor", PAPER, str(signer("paper.example").key))
    words, signed = words_of(run, log, over).out, tmp_path / "signed.txt"
    for whole, refusal in (
        (words, "Sous le texte, aucune signature lisible."),
        (signed_note(words, signer("else.example")), f"avec une clé valable de {PAPER}"),
        (
            signed_note(words.replace("invalid 0", "invalid 1"), signer("paper.example")),
            "Ligne 7 : « invalid » n'est pas ce que l'auditeur a signé : 0 ici, 1 là.",
        ),
    ):
        signed.write_text(whole, encoding="utf-8")
        said = run("--lang", "fr", "audit", "publish", SLUG, str(over), "--lots", "9",
                   "--signed", str(signed))  # fmt: skip
        assert said.code == 2
        assert refusal in said.err
    assert run("seal", SLUG).code == 0
    assert "results of audits" not in run("verify", str(log)).out


def test_a_text_to_sign_writes_over_nothing(run, over, log):
    said = words_of(run, log, over, "--to", str(over))
    assert (said.code, "is there already" in said.err) == (2, True)
    assert over.read_text(encoding="utf-8").startswith("lot,")


def test_a_name_that_cannot_be_signed_is_refused(run, over, log):
    said = run("audit", "text", str(log), str(over), "--by", " ", "--lots", "9")
    assert (said.code, "'auditor' is empty" in said.err) == (2, True)


def test_a_sheet_that_calls_good_what_the_log_does_not_hold_is_not_signed(run, over, log):
    text = over.read_text(encoding="utf-8")
    over.write_text(text.replace("emil.example", "else.example"), encoding="utf-8")
    said = words_of(run, log, over)
    assert said.code == 2
    assert "mend the sheet" in said.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("commit", SLUG, "no-hash", "--by", PAPER), "Ce n'est ni une graine ni son empreinte"),
        (("commit", SLUG, "00" * 32, "--by", ""), "Un nom y est vide"),
        (("reveal", SLUG, "00" * 32, "--by", PAPER), "La campagne n'est pas close"),
        (("sheet", SLUG), "il est trop tôt pour tirer au sort"),
    ],
)
def test_what_comes_too_early_or_is_none_is_told_in_french(imported, words, said):  # noqa: F811 - a fixture
    imported("seal", SLUG)
    refused = imported("--lang", "fr", "audit", *words)
    assert refused.code == 2
    assert said in refused.err
