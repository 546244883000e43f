"""The key with which a campaign signs can be changed, and is never shown."""

import sqlite3

SLUG = "restos-2012"


def test_a_campaign_gets_another_key(run, home, example):
    assert run("campaign", "apply", example(SLUG), "--replay").code == 0
    keys = []
    for _ in range(2):
        said = run("keys", "rotate", SLUG)
        assert said.code == 0, said.err
        (file,) = home.glob("*.sqlite3")
        connection = sqlite3.connect(file)
        ((pem,),) = connection.execute("SELECT pem FROM store_actorkey").fetchall()
        connection.close()
        keys.append(pem)
        assert "PRIVATE KEY" in pem
        assert "KEY" not in said.out + said.err
    assert keys[0] != keys[1]
    assert run("keys", "rotate", "nobody").code == 2
