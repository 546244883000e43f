"""Where a campaign looks for posts by itself, and what may be said about such a place."""

import re
from dataclasses import dataclass

from tablee.core.errors import InvalidTerms
from tablee.core.text import Text

MOST_OPTIONS = 50


@dataclass(frozen=True, slots=True)
class Network:
    """A network on which a campaign looks for posts, with what its organiser wishes there."""

    name: str
    """The name of the connector that reads it."""
    options: tuple[tuple[str, str], ...] = ()
    """Names and values, by name; never a secret: campaign files are shown around."""

    def __post_init__(self) -> None:
        names = [name for name, _ in self.options]
        if len(set(names)) < len(names) or len(names) > MOST_OPTIONS:
            message = f"An option is said once, and there are {MOST_OPTIONS} at most."
            raise InvalidTerms(message, field="networks.options")

    def option(self, name: str, default: str = "") -> str:
        """Return what is said of *name*.

        >>> Network("bluesky", (("server", "wss://stream.example"),)).option("server")
        'wss://stream.example'
        """
        return dict(self.options).get(name, default)


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be said about a network in a campaign file."""

    name: str
    about: Text
    example: str
    """A value, as it stands between the quotes."""
    pattern: str = r"\S.{0,499}"
    """What a value must look like, all of it."""
    default: str = ""
    """What holds when nothing is said; it need not look like the pattern."""
    is_required: bool = False

    def takes(self, value: str) -> bool:
        """Say whether *value* can be what is said."""
        return bool(re.fullmatch(self.pattern, value))
