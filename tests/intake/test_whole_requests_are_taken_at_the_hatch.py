"""The short way for acts: taken when whole, answered as the long way answers, or left to it."""

import json
import socket
import threading
import time

import pytest
from tests.intake.house import act, plain_site
from tests.intake.wire import one, posted, served

from tablee.config import Settings
from tablee.server import protocol


@pytest.fixture
def site():
    return plain_site(settings=Settings(body_limit_bytes=4_096))


@pytest.fixture
def server(site):
    with served(site) as server:
        line = server.line()
        assert line.ask(one("warm"))[0] == 201
        server.taken.clear()
        server.left.clear()
        yield server


@pytest.fixture
def held(server, monkeypatch):
    """Hold the disk up until this is set."""
    is_free = threading.Event()
    batch = server.app.hall.batch
    record = batch.record
    monkeypatch.setattr(batch, "record", lambda *words: is_free.wait(10) and record(*words))
    yield is_free
    is_free.set()


def objects(server):
    return len(server.taken), len(server.left)


def until(is_so):
    deadline_s = time.monotonic() + 10
    while not is_so() and time.monotonic() < deadline_s:
        time.sleep(0.005)
    assert is_so()


def test_one_act_a_list_and_cloudevents_are_taken(server):
    line = server.line()
    status, head, body = line.ask(one(1))
    assert (status, json.loads(body)["state"]) == (201, "counted")
    assert b"content-type: application/json" in head
    assert b"cache-control: no-store" in head
    assert b"date: " in head
    assert line.ask(one(1))[0] == 200
    status, _, body = line.ask(posted([act("a"), act("b")]))
    assert (status, [each["place"] for each in json.loads(body)]) == (200, [21, 31])
    event = {"specversion": "1.0", "id": "1", "source": "https://fay.example/", "type": "x"}
    event |= {"data": act("c")}
    assert line.ask(posted(event, form="application/cloudevents+json"))[0] == 201
    assert objects(server) == (4, 0)
    assert server.acts() == 5


def test_both_ways_answer_with_the_same_bytes(server):
    short, long = server.line(), server.line()
    for said in (act("x"), [act("x"), act("x")], act("x", occurred_at="2020-01-01T00:00:00Z")):
        short.ask(posted(said))
        first, second = short.ask(posted(said)), long.ask(posted(said, "expect: nothing"))
        assert first[0] == second[0]
        assert sorted(first[1].split(b"\r\n")) == sorted(second[1].split(b"\r\n"))
        assert first[2] == second[2]
    assert objects(server) == (6, 0)


def test_a_request_may_be_cut_anywhere(server):
    said = one(2)
    line = server.line()
    for cut in range(1, len(said)):
        line.send(said[:cut])
        time.sleep(0.0005)
        assert line.ask(said[cut:])[0] in {200, 201}, cut
    assert server.acts() == 2
    assert objects(server)[0] >= len(said) - said.index(b"\r\n\r\n") - 5


def test_a_request_may_come_byte_by_byte(server):
    line = server.line()
    for byte in one(2):
        line.send(bytes([byte]))
        time.sleep(0.0002)
    assert line.answer()[0] == 201
    assert line.ask(one(3))[0] == 201
    assert server.acts() == 3


def test_requests_sent_at_once_are_answered_in_order(server):
    line = server.line()
    line.send(b"".join(one(number) for number in range(30)))
    answers = [line.answer() for _ in range(30)]
    assert [status for status, _, _ in answers] == [201] * 30
    assert [json.loads(body)["place"] for _, _, body in answers] == [11 + 10 * n for n in range(30)]
    assert objects(server) == (30, 0)


def test_short_and_long_ways_take_turns_in_one_packet(server):
    listing = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"
    line = server.line()
    line.send(one(1) + listing + one(2) + b"PUT /healthz HTTP/1.1\r\ncontent-length: 0\r\n\r\n")
    assert [line.answer()[0] for _ in range(4)] == [201, 200, 201, 405]
    assert line.ask(one(3))[0] == 201
    assert line.ask(listing)[0] == 200
    line.send(listing + one(4)[:-3])
    assert line.answer()[0] == 200
    assert line.ask(one(4)[-3:])[0] == 201
    assert server.acts() == 5


def test_what_comes_while_an_answer_is_awaited_waits_and_is_held_back_when_it_is_much(server, held):
    line = server.line()
    line.send(one(0))
    until(lambda: objects(server) == (1, 0))
    line.socket.setblocking(False)  # noqa: FBT003 - its name in the standard library
    sent, more = 0, b"".join(one(number) for number in range(100_000))
    deadline_s = time.monotonic() + 10
    while time.monotonic() < deadline_s:
        try:
            sent += line.socket.send(more[sent : sent + 65_536])
        except BlockingIOError:
            break
    assert sent < len(more)
    assert objects(server) == (1, 0)
    line.socket.setblocking(True)  # noqa: FBT003 - as above
    held.set()
    assert [line.answer()[0] for _ in range(50)] == [201, 200] + [201] * 48
    line.socket.close()  # else the end of the server waits for somebody to read the other answers


def test_whoever_does_not_read_answers_is_not_written_to_for_ever(server):
    line = server.line()
    many = posted([act("same")] * 50)
    line.send(many * 2)
    until(lambda: objects(server) == (2, 0))
    connection = next(
        each
        for each in server.server.server_state.connections
        if each.client == line.socket.getsockname()
    )
    connection.loop.call_soon_threadsafe(connection.pause_writing)
    until(lambda: connection.flow.write_paused)
    line.send(many * 3)
    time.sleep(0.2)
    assert objects(server) == (2, 0)
    connection.loop.call_soon_threadsafe(connection.resume_writing)
    assert [line.answer()[0] for _ in range(5)] == [200] * 5


@pytest.mark.parametrize(
    "said",
    [
        posted(act("x"), "connection: close"),
        posted(act("x"), version="1.0"),
    ],
)
def test_senders_that_want_to_close_are_closed(server, said):
    line = server.line()
    status, head, _ = line.ask(said)
    assert (status, line.is_over()) == (201, True)
    assert b"connection: close" in head
    assert objects(server) == (0, 0)


def test_a_sender_that_asks_whether_to_go_on_is_told_to(server):
    said = posted(act("x"), "expect: 100-continue")
    end = said.index(b"\r\n\r\n") + 4
    line = server.line()
    assert line.ask(said[:end])[0] == 100
    assert line.ask(said[end:])[0] == 201


def test_chunks_are_read(server):
    body = json.dumps(act("x")).encode()
    head = posted(b"").replace(b"content-length: 0", b"transfer-encoding: chunked")
    line = server.line()
    assert line.ask(head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))[0] == 201
    assert line.ask(one(1))[0] == 201
    assert objects(server) == (1, 0)


@pytest.mark.parametrize(
    ("said", "status", "word"),
    [
        (posted(b"{"), 400, b"unreadable"),
        (posted([]), 200, b"[]"),
        (posted(act(kind="nothing")), 422, b"unknown-kind"),
        (posted([act("x"), {"kind": "post"}]), 200, b"missing"),
        (posted(act(), key="another"), 401, b"not-allowed"),
        (posted(act(), form="text/plain"), 415, b"unknown-format"),
        (posted(b"[" + b"1," * 4_096 + b"1]"), 413, b"too-large"),
        (posted(b""), 400, b"unreadable"),
        (one(1).replace(b"POST", b"PUT", 1), 405, b"method"),
        (one(1).replace(b"/c/table-2026", b"/c/another"), 404, b"unknown-campaign"),
        (one(1).replace(b"/acts", b"/live"), 405, b"method"),
    ],
)
def test_what_is_amiss_is_said_as_ever(server, said, status, word):
    line = server.line()
    answer = line.ask(said)
    assert answer[0] == status
    assert word in answer[2]
    assert not server.taken or status == 422
    assert line.ask(one(7))[0] == 201


@pytest.mark.parametrize(
    "said",
    [
        one(1).replace(b"content-length", b"content-length: 3\r\ncontent-length"),
        one(1).replace(b"content-length: ", b"content-length: -"),
        one(1).replace(b"content-length: ", b"content-length: 1x"),
        one(1).replace(b"content-length", b"transfer-encoding: chunked\r\ncontent-length"),
        one(1).replace(b"host: tests", b"ho st: tests"),
        one(1).replace(b"host: tests", b"host: te\x00sts"),
        one(1).replace(b"HTTP/1.1", b"HTTP/9.9"),
        one(1).replace(b"authorization", b"x\n\nauthorization"),
    ],
)
def test_heads_that_are_no_heads_are_refused(server, said):
    line = server.line()
    assert line.ask(said)[0] == 400
    assert line.is_over()
    assert objects(server) == (0, 0)
    assert server.acts() == 1


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer "])
def test_keys_are_shown_in_any_case(server, scheme):
    line = server.line()
    said = one(1).replace(b"Bearer", scheme.encode())
    assert [line.ask(said)[0], line.ask(said)[0]] == [201, 200]
    assert objects(server) == (1, 1)


def test_long_heads_and_heads_never_seen_before_are_read_all_the_same(server):
    line = server.line()
    assert line.ask(posted(act("x"), f"x-trace: {'x' * 4_096}"))[0] == 201
    assert objects(server) == (0, 0)
    for number in range(1_100):
        assert line.ask(posted(act("x"), f"x-trace: {number}"))[0] == 200
    assert objects(server) == (1_100, 0)


def test_whoever_hangs_up_in_the_middle_of_a_body_has_not_acted(server):
    line = server.line()
    line.send(one(1)[:-5])
    time.sleep(0.05)
    line.socket.close()
    assert server.acts() == 1


def test_whoever_hangs_up_before_the_answer_has_acted(server, held):
    line = server.line()
    line.send(one(1))
    until(lambda: objects(server) == (1, 0))
    line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    line.socket.close()
    time.sleep(0.05)
    held.set()
    until(lambda: server.acts() == 2)


def test_a_body_that_tarries_is_left_to_the_door_and_its_limits(server, monkeypatch):
    monkeypatch.setattr(protocol, "BODY_PAUSE_S", 0.05)
    line = server.line()
    line.send(one(1)[:-5])
    time.sleep(0.2)
    assert line.ask(one(1)[-5:])[0] == 201
    assert objects(server) == (0, 0)
    assert line.ask(one(2))[0] == 201
    assert objects(server) == (1, 0)


def test_whoever_is_silent_for_long_is_hung_up_on_and_nobody_else(server):
    line, busy, other = server.line(), server.line(), server.line()
    server.server.config.timeout_keep_alive = 1
    line, busy, other = server.line(), server.line(), server.line()
    for each in (line, busy, other):
        assert each.ask(one(1))[0] in {200, 201}
    begun_s = time.monotonic()
    while time.monotonic() - begun_s < 1.5:
        assert busy.ask(one(1))[0] == 200
        time.sleep(0.05)
    assert line.is_over()
    assert other.is_over()
    assert busy.ask(one(1))[0] == 200


def test_a_full_queue_is_answered_429(server, held):
    server.app.hall.batch._queue_limit_acts = 1  # noqa: SLF001 - no setting for one test
    first, second = server.line(), server.line()
    first.send(one(1))
    until(lambda: objects(server) == (1, 0))
    status, head, body = second.ask(one(2))
    assert (status, b"retry-after: " in head, b"journal-full" in body) == (429, True, True)
    held.set()
    assert first.answer()[0] == 201
    assert second.ask(one(2))[0] == 201


def test_a_broken_disk_is_answered_503(server, monkeypatch):
    def fail(*_):
        raise OSError("no space left")

    line = server.line()
    with monkeypatch.context() as broken:
        broken.setattr(server.app.hall.batch, "record", fail)
        for said in (one(1), posted([act("a"), act("b")])):
            status, head, body = line.ask(said)
            assert (status, b"retry-after: " in head) == (503, True)
            assert b"no space" not in body
    assert objects(server) == (2, 0)
    assert line.ask(one(1))[0] == 201
    assert server.acts() == 2


def test_a_server_that_ends_answers_what_it_took_and_what_it_had_begun_to_take(server, held):
    waiting, midway, idle = server.line(), server.line(), server.line()
    assert idle.ask(b"GET /c/none/tally.json HTTP/1.1\r\nhost: x\r\n\r\n")[0] == 404
    waiting.send(one(1) + one(9))
    midway.send(one(2)[:-5])
    until(lambda: objects(server) == (1, 0))
    time.sleep(0.05)
    server.server.should_exit = True
    assert idle.is_over()
    midway.send(one(2)[-5:])
    held.set()
    for line in (waiting, midway):
        status, head, _ = line.answer()
        assert (status, b"connection: close" in head) == (201, True)
        assert line.is_over()


def test_under_a_crowd_every_answer_is_its_own_and_every_act_is_there(server):
    wrong = []

    def press(name):
        line = server.line()
        for number in range(50):
            if number % 7 == 3:
                line.ask(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
            said = one(f"{name}/{number}")
            line.send(said[:-9])
            line.send(said[-9:])
            status, _, body = line.answer()
            again = line.ask(said)
            if (status, again[0]) != (201, 200) or again[2] != body:
                wrong.append((name, number, status, body, again))

    crowd = [threading.Thread(target=press, args=(name,)) for name in range(12)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join(60)
    assert not wrong
    assert server.acts() == 1 + 12 * 50
