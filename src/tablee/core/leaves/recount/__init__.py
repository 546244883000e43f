"""The count that anybody makes again from the leaves of a log."""

from tablee.core.leaves.recount.count import Recount

__all__ = ["Recount"]
