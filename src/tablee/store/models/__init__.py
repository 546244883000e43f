"""The tables, one file per noun; Django's migrations are their only owner."""

from tablee.store.models.act import Act
from tablee.store.models.allowance import Allowance
from tablee.store.models.campaign import Campaign, Version
from tablee.store.models.count import KindCount, Reached
from tablee.store.models.coupon import Coupon
from tablee.store.models.cursor import Cursor
from tablee.store.models.decision import Decision
from tablee.store.models.entry import Entry, Posting
from tablee.store.models.hook import Hook
from tablee.store.models.kinds.code import CodeReceipt, CodeSeries
from tablee.store.models.kinds.drawing import Drawing
from tablee.store.models.kinds.selection import Selection
from tablee.store.models.kinds.shift import Asking, Shift, Volunteer
from tablee.store.models.kinds.till import TillFile, TillSlip
from tablee.store.models.line import Gap, Pool, Segment
from tablee.store.models.log.happening import FirstClaim, Happening
from tablee.store.models.log.log import Log, PlacedActs, StagedBatch, TagKey
from tablee.store.models.message import Message
from tablee.store.models.networks.actor import ActorKey, Follower, News, Relay
from tablee.store.models.networks.alias import Alias
from tablee.store.models.networks.bulletin import Bulletin
from tablee.store.models.networks.estimate import Estimate
from tablee.store.models.networks.purse import Purse
from tablee.store.models.note import Note
from tablee.store.models.partner_key import PartnerKey
from tablee.store.models.posts.appeal import Appeal
from tablee.store.models.posts.blog import Blog
from tablee.store.models.posts.host_rule import HostRule
from tablee.store.models.posts.post import Post
from tablee.store.models.posts.submission import Submission
from tablee.store.models.posts.task import Task
from tablee.store.models.promises.document import SignedDocument
from tablee.store.models.promises.party_key import PartyKey
from tablee.store.models.promises.signatory import Passkey, Signatory
from tablee.store.models.trace import Trace

__all__ = [
    "Act",
    "ActorKey",
    "Alias",
    "Allowance",
    "Appeal",
    "Asking",
    "Blog",
    "Bulletin",
    "Campaign",
    "CodeReceipt",
    "CodeSeries",
    "Coupon",
    "Cursor",
    "Decision",
    "Drawing",
    "Entry",
    "Estimate",
    "FirstClaim",
    "Follower",
    "Gap",
    "Happening",
    "Hook",
    "HostRule",
    "KindCount",
    "Log",
    "Message",
    "News",
    "Note",
    "PartnerKey",
    "PartyKey",
    "Passkey",
    "PlacedActs",
    "Pool",
    "Post",
    "Posting",
    "Purse",
    "Reached",
    "Relay",
    "Segment",
    "Selection",
    "Shift",
    "Signatory",
    "SignedDocument",
    "StagedBatch",
    "Submission",
    "TagKey",
    "Task",
    "TillFile",
    "TillSlip",
    "Trace",
    "Version",
    "Volunteer",
]
