"""Shifts from the command line: a table is made as a whole or not at all, and once."""

import pytest

from tablee.campaign_file.examples import example

SLUG = "restos-2012"
TABLE = """Lieu;Adresse;Date;Début;Fin;Capacité;Remarque
Magasin du centre;1 rue Haute;05/03/2012;9h;12h30;4;Venez avec des gants.
Magasin du centre;1 rue Haute;05/03/2012;14h;17h;4;
Dépôt;;06/03/2012;22h;2h;10;
"""


@pytest.fixture
def imported(run, home, tmp_path):
    """The campaign of 2012 is published; imports a table of shifts."""
    file = home.parent / "restos-2012.toml"
    file.write_text(example("restos-2012"), encoding="utf-8")
    assert run("campaign", "apply", str(file), "--replay").code == 0

    def imports(table, *words, coding="utf-8"):
        path = tmp_path / "shifts.csv"
        path.write_bytes(table.encode(coding))
        return run(*words, "shifts", "import", SLUG, str(path))

    return imports


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_makes_shifts_once(imported, run, coding):
    assert "New shifts: 3; changed: 0; as they were: 0." in imported(TABLE, coding=coding).out
    more = TABLE.replace("12h30;4", "12h30;6")
    assert "New shifts: 0; changed: 1; as they were: 2." in imported(more, coding=coding).out
    listed = run("shifts", "list", SLUG).out
    assert "Monday 5 March 2012" in listed
    assert "9:00–12:30" in listed
    assert "0/6" in listed
    assert "22:00–2:00" in listed
    assert "People who came: 0; hours: 0." in listed


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["line 2, end: This is no hour", "line 4, start: This is no hour", "Nothing was"]),
        ("fr", ["ligne 2, fin : Ce n’est pas une heure", "ligne 4, début", "Rien n'a été créé."]),
    ],
)
def test_every_fault_is_told_with_its_line_and_nothing_is_made(imported, run, language, said):
    broken = TABLE.replace("12h30", "midi").replace("22h", "25h")
    told = imported(broken, "--lang", language)
    assert told.code == 1
    for each in said:
        assert each in told.err
    assert "5 March" not in run("shifts", "list", SLUG).out


def test_a_campaign_that_is_not_there_is_told(imported, run, tmp_path):
    imported(TABLE)
    told = run("shifts", "import", "nobody", str(tmp_path / "shifts.csv"))
    assert told.code == 2
    assert "nobody" in told.err or "no campaign" in told.err
