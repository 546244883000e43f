"""Letting people, in memory, be somebody whom nobody can name."""

from collections.abc import Collection

from tablee.core.volunteering.volunteer import Commitment
from tablee.ports.traces import Step
from tablee.store.anonymity import Rename
from tablee.store.memory.shelf import Transaction

WAS_THERE = frozenset({Commitment.PRESENT, Commitment.ABSENT})


def rename_people(
    transaction: Transaction, campaign_id: int, people: Collection[bytes], renamed: Rename
) -> None:
    """Let some people be others, everywhere in a campaign."""
    pages = transaction.shelf.pages[campaign_id]
    for index, act in enumerate(pages.acts):
        if act.supporter in people:
            other = act._replace(supporter=renamed(act.supporter))
            transaction.replace(pages.acts, index, other)
    for allowance, taken in [*pages.taken.items()]:
        if allowance.supporter in people:
            transaction.drop(pages.taken, allowance)
            other_one = allowance._replace(supporter=renamed(allowance.supporter))
            transaction.put(pages.taken, other_one, taken)
    for step in [*transaction.shelf.traces]:
        if step[0] == campaign_id and step[3] in people:
            rename_visitor(transaction, step, renamed)
    _rename_volunteers(transaction, campaign_id, people, renamed)


def rename_visitor(
    transaction: Transaction, step: tuple[int, int, Step, bytes], renamed: Rename
) -> None:
    """Let one visitor be somebody else."""
    traces = transaction.shelf.traces
    trace = traces[step]
    other = trace._replace(visitor=renamed(trace.visitor))
    transaction.drop(traces, step)
    transaction.put(traces, (*step[:3], other.visitor), other)


def _rename_volunteers(
    transaction: Transaction, campaign_id: int, people: Collection[bytes], renamed: Rename
) -> None:
    volunteers = transaction.shelf.volunteers
    for number, person in [*volunteers.items()]:
        if person.campaign_id == campaign_id and person.supporter in people:
            state = person.state if person.state in WAS_THERE else Commitment.CANCELLED
            blank = person._replace(address="", name="", group="", trouble="", state=state)
            other = blank._replace(supporter=renamed(person.supporter))
            transaction.put(volunteers, number, other)
