"""What one setting is: its name, default, meaning and limit, as it is documented."""

from collections.abc import Callable
from dataclasses import field
from typing import Any, NamedTuple

from tablee.config import kinds


class Setting(NamedTuple):
    """One setting, as it is documented."""

    name: str
    default: str
    meaning: str
    limit: str
    read: Callable[[str], Any]
    is_secret: bool = False


def setting(  # noqa: PLR0913 - one column of the documentation each
    name: str,
    default: str,
    meaning: str,
    read: Callable[[str], Any] = kinds.text,
    *,
    limit: str = "",
    is_secret: bool = False,
) -> Any:
    """Return the field of a dataclass of settings."""
    made = Setting(name, default, meaning, limit, read, is_secret)
    return field(default_factory=lambda: read(default), metadata={"setting": made})
