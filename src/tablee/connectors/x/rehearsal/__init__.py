"""An X of our own, with posts nobody wrote, which counts what it would be paid."""

from tablee.connectors.x.rehearsal.server import PaidApi, post

__all__ = ["PaidApi", "post"]
