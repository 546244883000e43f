"""Everything a use case needs, open in one transaction."""

from tablee.ports.desk.campaigns import Books, Campaigns
from tablee.ports.desk.desk import Clock, Desk, Desks
from tablee.ports.desk.keys import Keys, PartnerKey
from tablee.ports.desk.notes import Note, Notes
from tablee.ports.desk.outbox import Letter, Message, Outbox

__all__ = [
    "Books",
    "Campaigns",
    "Clock",
    "Desk",
    "Desks",
    "Keys",
    "Letter",
    "Message",
    "Note",
    "Notes",
    "Outbox",
    "PartnerKey",
]
