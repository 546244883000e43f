"""The tables, one file per noun; Django's migrations are their only owner."""

from tablee.store.models.act import Act
from tablee.store.models.allowance import Allowance
from tablee.store.models.campaign import Campaign, Version
from tablee.store.models.count import KindCount, Reached
from tablee.store.models.decision import Decision
from tablee.store.models.entry import Entry, Posting
from tablee.store.models.line import Gap, Pool, Segment
from tablee.store.models.message import Message
from tablee.store.models.note import Note
from tablee.store.models.partner_key import PartnerKey

__all__ = [
    "Act",
    "Allowance",
    "Campaign",
    "Decision",
    "Entry",
    "Gap",
    "KindCount",
    "Message",
    "Note",
    "PartnerKey",
    "Pool",
    "Posting",
    "Reached",
    "Segment",
    "Version",
]
