"""Say where a campaign begins, goes on otherwise, or no longer looks for posts by itself."""

from collections.abc import Iterator

from tablee.core.amendment.sentences import Change, changed
from tablee.core.network import Network
from tablee.core.terms import Terms


def networks(old: Terms, new: Terms) -> Iterator[Change]:
    """Give every difference; none breaks a promise, for what was counted there stays counted."""
    was = {each.name: each for each in old.networks}
    now = {each.name: each for each in new.networks}
    for name in dict.fromkeys([*was, *now]):
        if was.get(name) != now.get(name):
            yield changed(f"networks.{name}", _wishes(was.get(name)), _wishes(now.get(name)))


def _wishes(network: Network | None) -> str:
    if network is None:
        return ""
    return ", ".join(f"{name} {value}" for name, value in network.options) or network.name
