"""Pingbacks are answered at once, in XML-RPC, with the faults of the specification."""

import time

import pytest
from tests import make
from tests.receivers.porch import HOST, PAGE, SOURCE, call, fault

from tablee.core.post.submission import Outcome, Road
from tablee.core.reason import Reason

XML = "text/xml"


def judged(porch, outcome, reason=Reason.NONE) -> None:
    """Let the first page that was told have been looked at, just now."""
    with porch.site.desks.write() as desk:
        now_ms = porch.site.clock.now_ms()
        changed = porch.submissions()[0]._replace(
            outcome=outcome, reason=reason, looked_at_ms=now_ms
        )
        desk.submissions.change([changed])


@pytest.mark.conformance("PB-01")
def test_a_ping_is_written_down_and_answered_with_a_string(porch):
    reply = porch.ping()
    assert fault(reply) is None
    assert b"<params><param><value><string>Thank you." in reply.body
    assert f"/c/{make.SLUG}/posts/1-".encode() in reply.body
    (submission,) = porch.submissions()
    assert (submission.source, submission.road) == (SOURCE, Road.PINGBACK)
    assert submission.outcome is Outcome.QUEUED


@pytest.mark.conformance("PB-02")
def test_a_ping_is_looked_at_later(porch):
    """The site's gate fails whoever goes out: the answer needs nothing but the disk."""
    begun_s = time.monotonic()
    assert fault(porch.ping("https://hanging.example/1")) is None
    assert time.monotonic() - begun_s < 1, "WordPress waits for three seconds"
    assert porch.looks() == 1
    assert porch.submissions()[0].looked_at_ms == 0


@pytest.mark.conformance("PB-01")
@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("no address", PAGE, 16),
        ("ftp://emil.example/1", PAGE, 16),
        (PAGE, PAGE, 16),
        (SOURCE, "no address", 33),
        (SOURCE, f"http://{HOST}/", 33),
        (SOURCE, f"http://{HOST}/c/{make.SLUG}/act/share", 33),
        (SOURCE, "https://elsewhere.example/", 33),
    ],
)
def test_faults_say_what_is_wrong(porch, source, target, code):
    assert fault(porch.ping(source, target)) == code
    assert porch.submissions() == []


@pytest.mark.conformance("PB-01")
def test_a_campaign_that_does_not_exist_is_no_target(porch):
    path = "/c/nothing-here/pingback"
    body = call(SOURCE, f"http://{HOST}/c/nothing-here/").encode()
    reply = porch.ask("POST", path, body, {"host": HOST, "content-type": XML})
    assert fault(reply) == 32


@pytest.mark.conformance("PB-01")
def test_a_campaign_that_is_over_is_no_usable_target(porch):
    porch.site.clock.advance(60 * make.DAY_MS)
    assert fault(porch.ping()) == 33


@pytest.mark.conformance("PB-03")
def test_a_repeated_pair_is_known_already(porch):
    porch.ping()
    assert fault(porch.ping()) == 48
    assert len(porch.submissions()) == porch.looks() == 1


@pytest.mark.conformance("PB-03")
@pytest.mark.parametrize("outcome", [Outcome.VERIFIED, Outcome.FLAGGED])
def test_a_page_that_counts_stays_known(porch, outcome):
    porch.ping()
    judged(porch, outcome)
    assert fault(porch.ping()) == 48
    porch.site.clock.advance(3_600_000)
    assert fault(porch.ping()) == 48


@pytest.mark.conformance("PB-01")
@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (Reason.NO_LINK, 17),
        (Reason.NOT_FOUND, 16),
        (Reason.NOT_PUBLIC, 50),
        (Reason.SPAM, 48),
    ],
)
def test_who_tells_again_at_once_hears_what_was_found(porch, reason, code):
    porch.ping()
    judged(porch, Outcome.REFUSED, reason)
    assert fault(porch.ping()) == code


def test_a_page_that_was_refused_is_looked_at_again_a_moment_later(porch):
    porch.ping()
    judged(porch, Outcome.REFUSED, Reason.NO_LINK)
    porch.site.clock.advance(60_000)
    assert fault(porch.ping()) == 48
    assert porch.submissions()[0].outcome is Outcome.QUEUED


@pytest.mark.conformance("PB-04")
@pytest.mark.parametrize(
    "method",
    ["system.multicall", "system.listMethods", "pingback.extensions.getPingbacks", "", "demo.x"],
)
def test_there_is_no_other_method(porch, method):
    reply = porch.tell("pingback", call(SOURCE, PAGE, method=method), XML)
    assert fault(reply) == 0
    assert b"pingback.ping" in reply.body
    assert porch.submissions() == []


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
READER = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
CALL = call(SOURCE, PAGE).removeprefix('<?xml version="1.0"?>\n')
STRING = f"<string>{SOURCE}</string>"

ATTACKS = {
    "a billion laughs": BOMB + CALL.replace(SOURCE, "&l9;"),
    "a file of ours": READER + CALL.replace(SOURCE, "&f;"),
    "a document type alone": "<!DOCTYPE methodCall>" + CALL,
    "one from elsewhere": '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">' + CALL,
    "an entity unknown": CALL.replace(SOURCE, "&unknown;"),
    "an instruction": '<?xml-stylesheet href="http://evil.example/"?>' + CALL,
    "deep nesting": "<methodCall>" * 20_000,
    "a deep array": CALL.replace(STRING, "<array><data><value>" * 1_000),
    "a struct": CALL.replace(STRING, "<struct></struct>"),
    "a number": CALL.replace(STRING, "<i4>1</i4>"),
    "two strings in a value": CALL.replace(STRING, STRING * 2),
    "two values in a parameter": CALL.replace("</value>", "</value><value></value>"),
    "two methods": CALL.replace("<params>", "<methodName>pingback.ping</methodName><params>"),
    "parameters twice": CALL.replace("</methodCall>", "<params></params></methodCall>"),
    "text between elements": CALL.replace("<params>", "<params>text"),
    "text beside the string": CALL.replace(STRING, "text" + STRING),
    "half a call": CALL[:-10],
    "two calls": CALL * 2,
    "other letters": '<?xml version="1.0" encoding="UTF-7"?>' + CALL,
    "letters of no one": '<?xml version="1.0" encoding="x-none"?>' + CALL,
    "nothing": "",
    "no XML": "source=x&target=y",
    "one string": call(SOURCE),
    "three strings": call(SOURCE, PAGE, PAGE),
    "no string": call(),
    "empty strings": call("", ""),
    "a long address": call("https://emil.example/" + "x" * 2_048, PAGE),
    "HTML": "<html><body>pingback.ping</body></html>",
    "a null": CALL.replace("soup", "\x00"),
}


@pytest.mark.conformance("PB-04")
@pytest.mark.parametrize("name", ATTACKS)
def test_whatever_is_not_exactly_a_ping_is_refused(porch, name):
    assert fault(porch.tell("pingback", ATTACKS[name], XML)) == 0
    assert porch.submissions() == []


@pytest.mark.conformance("PB-04")
def test_a_call_has_a_greatest_size(porch):
    fits = call(SOURCE, PAGE).ljust(65_536)
    assert fault(porch.tell("pingback", fits, XML)) is None
    assert fault(porch.tell("pingback", fits + " ", XML)) == 0


@pytest.mark.conformance("PB-04")
@pytest.mark.parametrize("form", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_a_call_is_xml(porch, form):
    assert fault(porch.tell("pingback", call(SOURCE, PAGE), form)) == 0


def test_faults_are_said_in_french_too(porch):
    reply = porch.ping("no address", accept_language="fr")
    assert "Cette mention ne peut pas être prise en compte" in reply.body.decode()


def test_nothing_of_a_call_comes_back_as_markup(porch):
    reply = porch.ping("https://emil.example/&lt;script&gt;")
    assert b"<script" not in reply.body
