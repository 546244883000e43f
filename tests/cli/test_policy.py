"""Whose signatures a log needs is said from the terminal, and one witness never counts as two."""

from tests.cli.test_seal import SLUG, folder  # noqa: F401 - a fixture
from tests.logs import Witnessing

LINE = "witness {} {} https://w.example/\n"
SPONSOR = [Witnessing("sponsor.example/w", each).key for each in (2, 3)]
OTHER = Witnessing("association.example/w", 4).key


def test_a_witness_with_two_keys_counts_once_or_the_policy_is_refused(run, folder, tmp_path):  # noqa: F811
    assert (folder / "checkpoint").exists()
    before = run("log", "policy", SLUG).out
    keys = {"one": SPONSOR[0], "later": SPONSOR[1], "other": OTHER}
    begin = before.partition("quorum")[0]
    begin += "".join(LINE.format(name, key) for name, key in keys.items())
    file = tmp_path / "policy.txt"
    file.write_text(f"{begin}group q 2 one later other\nquorum q\n")
    refused = run("log", "policy", SLUG, str(file))
    assert refused.code == 2
    assert "'group one-once any one later'" in refused.err
    french = run("--lang", "fr", "log", "policy", SLUG, str(file))
    assert "Le témoin sponsor.example/w a plusieurs clés" in french.err
    assert run("log", "policy", SLUG).out == before
    mended = f"{begin}group one-once any one later\ngroup q 2 one-once other\nquorum q\n"
    file.write_text(mended)
    assert run("log", "policy", SLUG, str(file)).code == 0
    assert run("log", "policy", SLUG).out == mended
