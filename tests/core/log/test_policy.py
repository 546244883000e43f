"""A policy says whose signatures make a checkpoint believed, and nobody counts twice."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.log.strategies import keys

from tablee.core.log.fault import BadNote
from tablee.core.log.note import COSIGNATURE, ED25519, ML_DSA_44, Key
from tablee.core.log.policy import Group, Policy, Witness, read_policy

LOG = Key("log.example", ED25519, b"l" * 32)
LOG_2 = Key("log2.example", ED25519, b"m" * 32)
X1, X2, X3, Y1 = (
    Key(f"{n}.example", COSIGNATURE, n.encode() * 16) for n in ("x1", "x2", "x3", "y1")
)
Y2 = Key("y2.example", ML_DSA_44, b"y2" * 656)

EXAMPLE = f"""# The example of the specification, smaller.
log {LOG}
log\t{LOG_2}   https://log2.example/

  witness X1 {X1}
witness X2 {X2} https://x2.example/
witness X3 {X3}
group X-witnesses 2 X1 X2 X3
\t# Two organisations.
witness Y1 {Y1}
witness Y2 {Y2}
group Y-witnesses any Y1 Y2

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def test_the_example_is_read():
    policy = read_policy(EXAMPLE)
    assert policy.logs == (LOG, LOG_2)
    assert policy.log_urls == {LOG_2: "https://log2.example/"}
    assert policy.witnesses == (
        Witness("X1", X1),
        Witness("X2", X2, "https://x2.example/"),
        Witness("X3", X3),
        Witness("Y1", Y1),
        Witness("Y2", Y2),
    )
    assert policy.groups == (
        Group("X-witnesses", 2, ("X1", "X2", "X3")),
        Group("Y-witnesses", 1, ("Y1", "Y2")),
        Group("X-and-Y", 2, ("X-witnesses", "Y-witnesses")),
    )
    assert policy.quorum == "X-and-Y"


def test_a_policy_is_written_so():
    assert str(read_policy(EXAMPLE)) == (
        f"log {LOG}\nlog {LOG_2} https://log2.example/\n"
        f"witness X1 {X1}\nwitness X2 {X2} https://x2.example/\nwitness X3 {X3}\n"
        f"witness Y1 {Y1}\nwitness Y2 {Y2}\n"
        "group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any Y1 Y2\n"
        "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
    )


@pytest.mark.parametrize(
    ("signers", "is_met"),
    [
        ([], False),
        ([X1, Y1], False),
        ([X1, X2, X3], False),
        ([Y1, Y2], False),
        ([X1, X3, Y2], True),
        ([X2, X3, Y1], True),
        ([X1, X2, X3, Y1, Y2], True),
        ([X1, LOG, Y1], False),
    ],
)
def test_a_quorum_counts_witnesses_through_groups(signers, is_met):
    assert read_policy(EXAMPLE).is_met(signers) is is_met


@pytest.mark.parametrize(
    ("quorum", "signers", "is_met"),
    [
        ("none", [], True),
        ("X1", [X1], True),
        ("X1", [X2], False),
        ("Y-witnesses", [Y2], True),
        ("X-witnesses", [X1], False),
        ("nobody", [X1, X2, X3, Y1, Y2], False),
    ],
)
def test_another_quorum_can_be_asked_for(quorum, signers, is_met):
    assert read_policy(EXAMPLE).is_met(signers, quorum) is is_met


def test_without_a_quorum_nobody_need_sign():
    assert read_policy("quorum none\n") == Policy(())
    assert str(Policy(())) == "quorum none\n"
    assert Policy(()).is_met([])
    assert read_policy("quorum none\n").is_met([])


def test_the_last_line_need_not_end():
    assert read_policy("quorum none") == Policy(())


def test_a_group_of_one_is_all_of_it():
    policy = read_policy(f"witness a {X1}\ngroup g any a\nquorum g\n")
    assert policy.groups == (Group("g", 1, ("a",)),)
    assert "group g all a\n" in str(policy)


UNCLEAR = "it cannot be understood."
TWICE = "a name is in one group, once."
ABOVE = "a group names what stands above it."
NUMBER = "A number is written in digits, without leading zeros."
SORT = "keys of this sort sign something else."
SAME = "this key is there already."
HEAD = f"witness a {X1}\nwitness b {X2}\n"


@pytest.mark.parametrize(
    ("lines", "number", "sentence"),
    [
        ("nonsense", 1, UNCLEAR),
        ("log", 1, UNCLEAR),
        (f"log {LOG} url more", 1, UNCLEAR),
        (f"Log {LOG}", 1, UNCLEAR),
        (f"witness {X1}", 1, UNCLEAR),
        (f"witness a {X1} url more", 1, UNCLEAR),
        ("log x", 1, "This is not a verifier key."),
        (f"log {X1}", 1, SORT),
        (f"log {Y2}", 1, SORT),
        (f"witness a {LOG}", 1, SORT),
        (f"log {LOG}\nlog {LOG}", 2, SAME),
        (f"log {LOG}\n\nlog {LOG._replace(name='other')}", 3, SAME),
        (HEAD + f"witness c {X1._replace(name='other')}", 3, SAME),
        (HEAD + f"witness a {X3}", 3, "'a' stands for something already."),
        (f"witness none {X1}", 1, "'none' stands for something already."),
        (HEAD + "group b all a", 3, "'b' stands for something already."),
        (HEAD + "group g all", 3, UNCLEAR),
        (HEAD + "group g", 3, UNCLEAR),
        (HEAD + "group g all c", 3, ABOVE),
        (HEAD + "group g all g", 3, ABOVE),
        (HEAD + "group g all a none", 3, TWICE),
        (HEAD + "group g any none", 3, TWICE),
        (HEAD + "group g all a a", 3, TWICE),
        (HEAD + "group g all a\ngroup h all a b", 4, TWICE),
        (HEAD + "group g 0 a b", 3, "0 of 2 members are too few or too many."),
        (HEAD + "group g 3 a b", 3, "3 of 2 members are too few or too many."),
        (HEAD + "group g -1 a b", 3, NUMBER),
        (HEAD + "group g +1 a b", 3, NUMBER),
        (HEAD + "group g 01 a b", 3, NUMBER),
        (HEAD + "group g \u0661 a b", 3, NUMBER),
        (HEAD + "group g ALL a b", 3, NUMBER),
        (HEAD + "quorum g", 3, UNCLEAR),
        (HEAD + "quorum a b", 3, UNCLEAR),
        (HEAD + "quorum", 3, UNCLEAR),
        (HEAD + "quorum a\nquorum a", 4, UNCLEAR),
        ("quorum a\n" + HEAD, 1, UNCLEAR),
        ("quorum\u00a0none", 1, UNCLEAR),
        ("quorum none\r\n", 1, "it holds a control character."),
        ("# \x0b\nquorum none\n", 1, "it holds a control character."),
        ("# \x08\nquorum none\n", 1, "it holds a control character."),
    ],
)
def test_a_line_that_cannot_be_taken_is_named(lines, number, sentence):
    with pytest.raises(BadNote) as found:
        read_policy(lines)
    assert str(found.value) == f"Line {number} of the policy: {sentence}"


@pytest.mark.parametrize("text", ["", f"log {LOG}\n", HEAD, "# quorum none\n"])
def test_a_policy_names_its_quorum(text):
    with pytest.raises(BadNote, match=r"^A policy names its quorum\.$"):
        read_policy(text)


def test_two_of_two_is_all_of_them_and_two_of_three_is_two():
    policy = read_policy(HEAD + "group g 2 a b\nquorum g\n")
    assert "group g all a b\n" in str(policy)
    assert policy.is_met([X1, X2])
    assert not policy.is_met([X1])


ONE, OTHER = X1._replace(name="w.example"), Y2._replace(name="w.example")
SEVERAL = f"witness a {ONE}\nwitness b {OTHER}\nwitness c {X2}\nwitness d {X3}\n"


@pytest.mark.parametrize(
    ("lines", "group"),
    [
        ("group q 2 a b c\nquorum q", "q"),
        ("group q all a b c\nquorum q", "q"),
        ("group q 2 a b\nquorum q", "q"),
        ("group g any a c\ngroup h any b d\ngroup q 2 g h\nquorum q", "q"),
        ("group g 2 a b c\ngroup q any g d\nquorum q", "g"),
        ("group g any a b\ngroup q 2 g c d\nquorum q", None),
        ("group q any a b c\nquorum q", None),
        ("group q 2 a c d\nquorum q", None),
        ("group g 2 a b c\nquorum d", None),
        ("group g 2 a b c\nquorum none", None),
        ("quorum a", None),
    ],
)
def test_a_witness_with_two_keys_counts_once(lines, group):
    found = read_policy(f"{SEVERAL}{lines}\n").twice()
    assert (found and found.group) == group
    assert found in {None, ("w.example", ("a", "b"), group)}


def test_of_a_thousand_groups_in_each_other_the_one_is_found():
    groups = ["group g0 any a c", *(f"group g{at} any g{at - 1}" for at in range(1, 1_000))]
    text = "\n".join([SEVERAL, *groups, "group q 2 g999 b", "quorum q"])
    assert read_policy(text).twice().group == "q"


@st.composite
def policies(draw):
    """Policies of any shape: a log or two, witnesses, groups of what stands above."""
    public = st.lists(keys((COSIGNATURE, ML_DSA_44)), max_size=6, unique_by=lambda k: k.public)
    urls = st.sampled_from(["", "https://w.example/"])
    witnesses = [Witness(f"w{number}", key, draw(urls)) for number, key in enumerate(draw(public))]
    free, groups = [each.name for each in witnesses], []
    while free and draw(st.booleans()):
        members = draw(st.lists(st.sampled_from(free), min_size=1, unique=True))
        name = f"g{len(groups)}"
        groups.append(Group(name, draw(st.integers(1, len(members))), tuple(members)))
        free = [each for each in free if each not in members] + [name]
    quorum = draw(st.sampled_from(["none", *(each.name for each in (*witnesses, *groups))]))
    logs = draw(st.lists(keys((ED25519,)), max_size=2, unique_by=lambda k: k.public))
    addresses = {logs[0]: "https://log.example/"} if logs and draw(st.booleans()) else {}
    return Policy(tuple(logs), tuple(witnesses), tuple(groups), quorum, addresses)


@given(policies())
def test_policies_are_read_as_they_are_written(policy):
    assert read_policy(str(policy)) == policy


@given(policies(), st.data())
def test_more_signatures_never_make_less_of_a_quorum(policy, data):
    keys = [each.key for each in policy.witnesses]
    some = data.draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    assert policy.is_met(some) <= policy.is_met(keys)
    assert policy.is_met(keys)
    assert policy.is_met([]) == (policy.quorum == "none")


@pytest.mark.parametrize("value", [Witness("a", X1), Group("g", 1, ("a",)), Policy((LOG,))])
def test_a_policy_that_was_read_does_not_change(value):
    with pytest.raises(FrozenInstanceError):
        setattr(value, next(iter(value.__slots__)), "other")
    assert not hasattr(value, "__dict__")


@st.composite
def crowded(draw):
    """Policies of any shape in which witnesses have several keys."""
    policy = draw(policies())
    few = st.sampled_from(["a.example", "b.example"])
    theirs = [replace(each, key=each.key._replace(name=draw(few))) for each in policy.witnesses]
    return replace(policy, witnesses=tuple(theirs))


@given(crowded())
def test_whom_no_group_counts_twice_is_no_quorum_alone_but_with_one_of_its_keys(policy):
    """What `twice` does not find does not exist: its keys say no more than the best of them."""
    if policy.twice() is not None or policy.quorum == "none":
        return
    for name in {each.key.name for each in policy.witnesses}:
        keys = [each.key for each in policy.witnesses if each.key.name == name]
        assert policy.is_met(keys) is any(policy.is_met([each]) for each in keys)
