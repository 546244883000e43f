"""What an amendment changes, and what no amendment may change."""

from tablee.core.amendment.comparison import changes, compare
from tablee.core.amendment.sentences import Change

__all__ = ["Change", "changes", "compare"]
