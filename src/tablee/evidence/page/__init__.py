"""What one page shows: links of ours, its own address, whether it names us, and what it is."""

from tablee.evidence.page.read import read_page
from tablee.evidence.page.target import Target

__all__ = ["Target", "read_page"]
