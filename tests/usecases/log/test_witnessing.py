"""A checkpoint goes to its witnesses, and comes back with what can be believed of their answers."""

from itertools import combinations
from threading import Barrier

import pytest
from tests.logs import AT_S, FolderLog, Witnessing

from tablee.core.log.note import read_note
from tablee.core.log.policy import Group, Policy, Witness
from tablee.core.log.tiles import subtrees_in
from tablee.outside.signing import verify
from tablee.ports.log.witness import Answer
from tablee.usecases.log.witnessing import REST
from tablee.usecases.log.witnessing import Witnessing as Carrier

NAMES = ("sponsor", "association", "neutral")


class Scripted:
    """Witnesses that answer as a test says, and remember what they were shown."""

    def __init__(self, **answers):
        self.answers = answers
        self.shown = []

    def ask(self, witness, old, proof, checkpoint):
        self.shown.append((witness.name, old, len(proof)))
        answer = self.answers[witness.name]
        return answer(old, checkpoint) if callable(answer) else answer


def signs(witness):
    def answer(_old, checkpoint):
        return Answer(lines=str(witness.line(read_note(checkpoint).text)))

    return answer


@pytest.fixture
def log(tmp_path):
    log = FolderLog(tmp_path)
    log.add([f"leaf {number}".encode() for number in range(300)])
    return log


@pytest.fixture
def three():
    return {name: Witnessing(f"{name}.example/w", number) for number, name in enumerate(NAMES, 2)}


def policy_of(log, three, quorum="q"):
    witnesses = tuple(
        Witness(name, each.key, f"http://{name}.example/") for name, each in three.items()
    )
    groups = (Group("q", 2, NAMES), Group("final", 3, NAMES))
    return Policy((log.signer.key,), witnesses, groups, quorum)


def collect(log, policy, witnesses, carrier=None, quorum=""):
    carrier = carrier or Carrier(witnesses, verify)
    subtree = subtrees_in(log.size, log.content)
    return carrier.collect(policy, read_note(log.signed(log.text())), subtree, quorum)


def test_every_line_that_is_true_goes_under_the_checkpoint(log, three):
    witnesses = Scripted(**{name: signs(each) for name, each in three.items()})
    collected = collect(log, policy_of(log, three), witnesses)
    assert collected.is_met
    assert not collected.refusals
    assert {each.key for each in collected.seen} == {each.key for each in three.values()}
    assert {each.at_s for each in collected.seen} == {AT_S}
    assert len(read_note(str(collected.note).encode()).signatures) == 4


def test_one_dead_witness_leaves_a_quorum_of_two_and_none_of_three(log, three):
    answers = {name: signs(each) for name, each in three.items()}
    witnesses = Scripted(**answers | {"neutral": Answer(refusal="It does not answer.")})
    policy = policy_of(log, three)
    collected = collect(log, policy, witnesses)
    assert collected.is_met
    assert [*collected.refusals] == [("neutral", "It does not answer.")]
    assert not collect(log, policy, witnesses, quorum="final").is_met


@pytest.mark.parametrize(("quorum", "needed"), [("q", 2), ("final", 3)])
def test_no_subset_that_is_too_small_is_a_quorum(log, three, quorum, needed):
    for number in range(len(NAMES) + 1):
        for willing in combinations(NAMES, number):
            witnesses = Scripted(
                **{
                    name: signs(each) if name in willing else Answer(refusal="No.")
                    for name, each in three.items()
                }
            )
            collected = collect(log, policy_of(log, three, quorum), witnesses)
            assert collected.is_met == (number >= needed), willing


def test_lines_by_others_about_others_or_by_nobody_are_dropped_with_the_reason(log, three):
    stranger = Witnessing("stranger.example/w", 9)
    other = FolderLog(log.folder / "other")
    other.add([b"another leaf"])
    witnesses = Scripted(
        sponsor=signs(stranger),
        association=Answer(lines=str(three["association"].line(other.text()))),
        neutral=Answer(lines="<html>"),
    )
    collected = collect(log, policy_of(log, three), witnesses)
    assert not collected.seen
    assert not collected.is_met
    assert dict(collected.refusals) == {
        "sponsor": "It answered, and did not sign with its key.",
        "association": "The cosignature of association.example/w is wrong.",
        "neutral": "The note has no signatures.",
    }


def test_a_witness_that_has_seen_another_size_is_asked_once_more_from_there(log, three):
    def behind(old, checkpoint):
        return signs(three["sponsor"])(old, checkpoint) if old == 123 else Answer(size=123)

    answers = {name: signs(each) for name, each in three.items()}
    witnesses = Scripted(**answers | {"sponsor": behind})
    carrier = Carrier(witnesses, verify)
    policy = policy_of(log, three)
    assert not collect(log, policy, witnesses, carrier).refusals
    assert [each[:2] for each in witnesses.shown].count(("sponsor", 0)) == 1
    assert witnesses.shown[-1][:2] == ("sponsor", 123)
    assert witnesses.shown[-1][2] > 0, "a proof from there"
    before = len(witnesses.shown)
    log.add([b"one more"])
    witnesses.answers["sponsor"] = signs(three["sponsor"])
    collect(log, policy, witnesses, carrier)
    assert {each[1] for each in witnesses.shown[before:]} == {300}, "what was seen is remembered"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (301, "It has seen 301 leaves of this log, which has 300."),
        (0, "It has seen another log of 0 leaves."),
        (17, "It changes its mind about what it has seen."),
    ],
)
def test_a_witness_that_cannot_be_followed_is_left_with_a_sentence(log, three, size, said):
    sizes = iter((size, 18))
    answers = {name: signs(each) for name, each in three.items()}
    answers["sponsor"] = lambda _old, _checkpoint: Answer(size=next(sizes))
    collected = collect(log, policy_of(log, three), Scripted(**answers))
    assert [*collected.refusals] == [("sponsor", said)]
    assert collected.is_met


def test_all_witnesses_are_asked_at_the_same_time(log, three):
    together = Barrier(3, timeout=10)

    def waits_for_the_others(witness):
        def answer(old, checkpoint):
            together.wait()
            return signs(witness)(old, checkpoint)

        return answer

    witnesses = Scripted(**{name: waits_for_the_others(each) for name, each in three.items()})
    assert collect(log, policy_of(log, three), witnesses).is_met


def test_two_keys_of_one_server_are_brought_by_one_question(log, three):
    both = Witnessing("sponsor.example/w", 7, 0x06)
    policy = policy_of(log, three)
    also = Witness("sponsor-too", both.key, policy.witnesses[0].url)
    policy = Policy(policy.logs, (*policy.witnesses, also), policy.groups, policy.quorum)

    def twice(_old, checkpoint):
        text = read_note(checkpoint).text
        return Answer(lines=f"{three['sponsor'].line(text)}{both.line(text)}")

    answers = {name: signs(each) for name, each in three.items()}
    witnesses = Scripted(**answers | {"sponsor": twice})
    collected = collect(log, policy, witnesses)
    assert len(collected.seen) == 4
    assert [name for name, *_ in witnesses.shown].count("sponsor") == 1


def test_who_has_signed_already_is_not_asked_again(log, three):
    witnesses = Scripted(**{name: Answer(refusal="No.") for name in NAMES})
    policy = policy_of(log, three)
    note = read_note(log.signed(log.text()))
    signed = note._replace(signatures=(*note.signatures, three["neutral"].line(note.text)))
    carrier = Carrier(witnesses, verify)
    collected = carrier.collect(policy, signed, subtrees_in(log.size, log.content))
    assert {name for name, *_ in witnesses.shown} == {"sponsor", "association"}
    assert [each.key for each in collected.seen] == [three["neutral"].key]


def test_who_did_not_sign_is_left_alone_for_some_checkpoints_while_others_are_a_quorum(log, three):
    answers = {name: signs(each) for name, each in three.items()}
    witnesses = Scripted(**answers | {"neutral": Answer(refusal="It does not answer.")})
    carrier, policy = Carrier(witnesses, verify), policy_of(log, three)
    for _ in range(1 + REST):
        collected = collect(log, policy, witnesses, carrier)
        assert collected.is_met
        assert [*collected.refusals] == [("neutral", "It does not answer.")]
    assert [name for name, *_ in witnesses.shown].count("neutral") == 1
    witnesses.answers["neutral"] = signs(three["neutral"])
    assert not collect(log, policy, witnesses, carrier).refusals
    assert not collect(log, policy, witnesses, carrier).refusals


def test_without_it_there_is_no_quorum_so_it_is_asked_each_time(log, three):
    answers = {name: signs(each) for name, each in three.items()}
    witnesses = Scripted(**answers | {"neutral": Answer(refusal="It does not answer.")})
    carrier, policy = Carrier(witnesses, verify), policy_of(log, three, "final")
    for number in range(1, 4):
        assert not collect(log, policy, witnesses, carrier).is_met
        assert [name for name, *_ in witnesses.shown].count("neutral") == number
    witnesses.answers["neutral"] = signs(three["neutral"])
    assert collect(log, policy, witnesses, carrier).is_met
