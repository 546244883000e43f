"""Put a host on the list of those that people have judged, or take it off."""

from tablee.ports.blogs import HostRule
from tablee.ports.desk import Clock, Desks


def judge_host(desks: Desks, clock: Clock, rule: HostRule) -> HostRule:
    """Write down what a person decides about a host, as of now; the latest decision holds.

    It is for the looks to come: acts that stand are not touched.
    """
    rule = rule._replace(host=rule.host.strip().casefold(), at_ms=clock.now_ms())
    with desks.write() as desk:
        desk.hosts.judge(rule)
    return rule


def pardon_host(desks: Desks, host: str) -> bool:
    """Take a host off the list; return whether it was on it."""
    with desks.write() as desk:
        return desk.hosts.pardon(host.strip().casefold())
