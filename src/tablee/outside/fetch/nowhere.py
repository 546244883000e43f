"""Remember for a short time which hosts lead nowhere."""

from tablee.ports.fetch import Obstacle

KEPT_HOSTS = 4_096


class Nowhere:
    """Hosts that are not to be asked for again yet, and why."""

    def __init__(self, remember_s: float) -> None:
        """Remember each for *remember_s*."""
        self._remember_s = remember_s
        self._hosts: dict[str, tuple[float, Obstacle]] = {}

    def recall(self, host: str, now_s: float) -> Obstacle | None:
        """Return why *host* led nowhere a short time ago, if it did."""
        until_s, obstacle = self._hosts.get(host, (now_s, None))
        return obstacle if now_s < until_s else None

    def remember(self, host: str, obstacle: Obstacle, now_s: float) -> None:
        """Remember that *host* leads nowhere; the one remembered longest ago gives way."""
        self._hosts.pop(host, None)
        if len(self._hosts) >= KEPT_HOSTS:
            del self._hosts[next(iter(self._hosts))]
        self._hosts[host] = (now_s + self._remember_s, obstacle)
