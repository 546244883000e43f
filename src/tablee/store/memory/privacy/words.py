"""Erasing, in memory, what people wrote about acts."""

from collections.abc import Collection
from secrets import token_bytes

from tablee.core.text import Text
from tablee.ports.erasures import Wish
from tablee.store.anonymity import NAME_BYTES
from tablee.store.memory.privacy.people import rename_visitor
from tablee.store.memory.shelf import Transaction


def blank_words(
    transaction: Transaction, campaign_id: int, wish: Wish, objects: Collection[str]
) -> None:
    """Blank every sentence about the acts of *wish*, and other names of *objects*."""
    numbers = {*wish.numbers}
    _blank_decisions(transaction, campaign_id, numbers)
    _blank_choices(transaction, campaign_id, numbers)
    shelf = transaction.shelf
    for alias, name in [*shelf.aliases.items()]:
        if alias[0] == campaign_id and name in objects:
            transaction.drop(shelf.aliases, alias)
    for step, trace in [*shelf.traces.items()]:
        if step[0] == campaign_id and {trace.owner, trace.act_number} & numbers:
            rename_visitor(transaction, step, lambda _: token_bytes(NAME_BYTES))


def _blank_decisions(transaction: Transaction, campaign_id: int, numbers: set[int]) -> None:
    shelf = transaction.shelf
    decisions = shelf.pages[campaign_id].decisions
    for index, decided in enumerate(decisions):
        if decided.act_number in numbers:
            transaction.replace(decisions, index, decided._replace(note=""))
    for index, appeal in enumerate(shelf.appeals):
        if appeal.campaign_id == campaign_id and appeal.act_number in numbers:
            transaction.replace(shelf.appeals, index, appeal._replace(words="", note=""))


def _blank_choices(transaction: Transaction, campaign_id: int, numbers: set[int]) -> None:
    selections = transaction.shelf.selections
    for name, choice in [*selections.items()]:
        if name[0] == campaign_id and choice.chosen_act in numbers:
            transaction.put(selections, name, choice._replace(why=Text(en="", fr="")))
