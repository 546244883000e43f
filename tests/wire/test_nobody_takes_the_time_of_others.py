"""Senders, hosts, campaigns and all together have their rates, in bounded memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.core.text import Text
from tablee.problems import problem_headers, problem_of
from tablee.problems.mistakes import TooOften
from tablee.wire.turnstile import Gate, Rates, Turnstile, sender_of

S_NS = 10**9
MANY = 10**6
WORDS = Text("Too often.", "Trop souvent.")


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now_ns = 1

    def __call__(self) -> int:
        return self.now_ns


def scope(client="192.0.2.1", forwarded=""):
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return {"client": (client, 1), "headers": headers}


def is_let_in(ask) -> bool:
    try:
        ask()
    except TooOften:
        return False
    return True


@pytest.mark.conformance("AB-01")
@pytest.mark.parametrize(
    ("rates", "ask"),
    [
        (Rates(3, MANY, MANY, MANY), lambda gate: gate.admit(scope())),
        (Rates(MANY, 3, MANY, MANY), lambda gate: gate.admit_mention("emil.example", "one")),
        (Rates(MANY, MANY, 3, MANY), lambda gate: gate.admit_mention("emil.example", "one")),
        (Rates(MANY, MANY, MANY, 3), lambda gate: gate.admit(scope())),
    ],
)
def test_each_gate_has_its_rate_and_says_when_to_come_back(rates, ask):
    watch = Watch()
    gate = Turnstile(rates, now_ns=watch)
    for _ in range(3):
        ask(gate)
    with pytest.raises(TooOften) as refused:
        ask(gate)
    assert refused.value.retry_after_s == 20
    assert problem_of(refused.value).status == 429
    assert (b"retry-after", b"20") in problem_headers(refused.value)
    watch.now_ns += 20 * S_NS - 2
    assert not is_let_in(lambda: ask(gate))
    watch.now_ns += 2
    assert is_let_in(lambda: ask(gate))
    assert not is_let_in(lambda: ask(gate))


@pytest.mark.conformance("AB-01")
def test_one_sender_host_or_campaign_does_not_shut_out_another():
    gate = Turnstile(Rates(1, 1, 10, MANY), now_ns=Watch())
    assert is_let_in(lambda: gate.admit(scope("192.0.2.1")))
    assert not is_let_in(lambda: gate.admit(scope("192.0.2.1")))
    assert is_let_in(lambda: gate.admit(scope("192.0.2.2")))
    assert is_let_in(lambda: gate.admit_mention("emil.example", "one"))
    assert not is_let_in(lambda: gate.admit_mention("emil.example", "other"))
    assert is_let_in(lambda: gate.admit_mention("fay.example", "other"))


def test_who_is_refused_is_not_kept_out_longer_for_asking():
    watch = Watch()
    gate = Gate(60, WORDS)
    for _ in range(60):
        gate.pass_through("emil", watch())
    for _ in range(1_000):
        assert not is_let_in(lambda: gate.pass_through("emil", watch()))
    watch.now_ns += S_NS
    assert is_let_in(lambda: gate.pass_through("emil", watch()))


def test_memory_is_bounded_and_whoever_comes_often_is_remembered():
    gate = Gate(2, WORDS, most_names=10)
    for number in range(1_000):
        is_let_in(lambda: gate.pass_through("often", 1))
        gate.pass_through(f"sender {number}", 1)
    assert len(gate) == 10
    assert not is_let_in(lambda: gate.pass_through("often", 1))


@given(st.integers(1, 100), st.lists(st.integers(0, 90 * S_NS), max_size=300).map(sorted))
def test_no_minute_sees_more_than_two_minutes_worth(per_minute, moments):
    gate = Gate(per_minute, WORDS)
    passed = [at for at in moments if is_let_in(lambda at=at: gate.pass_through("emil", at + 1))]
    for start in passed:
        within = [at for at in passed if start <= at < start + 60 * S_NS]
        assert len(within) <= 2 * per_minute


@pytest.mark.parametrize(
    ("client", "forwarded", "sender"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("::1", "203.0.113.1, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "nobody", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "", "2001:db8:1:2::/64"),
        ("127.0.0.1", "2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", "192.0.2.1"),
        ("a socket", "", "a socket"),
        ("127.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("127.0.0.1", "[2001:db8:1:2::9]:4711", "2001:db8:1:2::/64"),
        ("127.0.0.1", "[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("127.0.0.1", "198.51.100.7,", "127.0.0.1"),
        ("127.0.0.1", ":80", "127.0.0.1"),
    ],
)
def test_a_sender_is_an_address_or_the_network_of_a_household(client, forwarded, sender):
    assert sender_of(scope(client, forwarded)) == sender


def test_a_server_that_does_not_say_who_asks_makes_all_one_sender():
    assert sender_of({"client": None, "headers": []}) == ""
