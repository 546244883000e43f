"""Under which names the world finds this site."""

from urllib.parse import urlsplit

from tablee.wire.asgi import Scope, header

_PORTS = {"http": ":80", "https": ":443"}


class Whereabouts:
    """The site's own names, as pages are asked for by them."""

    def __init__(self, public_url: str, allowed_hosts: tuple[str, ...]) -> None:
        self._public_url = public_url
        public = urlsplit(public_url)
        port = _PORTS.get(public.scheme, "")
        self._public = frozenset({public.netloc.lower().removesuffix(port)} - {""})
        self._allowed = tuple(name.lower() for name in allowed_hosts)

    def hosts(self, scope: Scope) -> frozenset[str]:
        """Return our hosts: the public one, and the one asked for if it is one of ours."""
        asked = _host(scope)
        if not asked or asked in self._public or not self._is_allowed(asked):
            return self._public
        plain = asked.removesuffix(_PORTS.get(scope["scheme"], ""))
        return self._public | {asked, plain}

    def root(self, scope: Scope) -> str:
        """Return our address, without a slash at its end."""
        return self._public_url or f"{scope['scheme']}://{_host(scope) or 'localhost'}"

    def _is_allowed(self, host: str) -> bool:
        """Return whether pages may be asked for by that name, as Django reads the setting."""
        bare = host if host.endswith("]") else host.rpartition(":")[0] or host
        return any(
            each in ("*", bare) or (each.startswith(".") and ("." + bare).endswith(each))
            for each in self._allowed
        )


def _host(scope: Scope) -> str:
    return header(scope, b"host").decode("latin-1").lower()
