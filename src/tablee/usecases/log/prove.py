"""Prove to whoever made an act that it is in the log: a receipt that needs no trust in us."""

from tablee.core.act import Act, fingerprint
from tablee.core.campaign import Campaign
from tablee.core.leaves.canonical import dump
from tablee.core.leaves.leaf import MINUTE_MS, read_leaf
from tablee.core.leaves.veil import Content, content_object, object_tag, unpadded
from tablee.core.leaves.word import Word
from tablee.core.log.checkpoint import CHECKPOINT, read_signed
from tablee.core.log.fault import BadLog
from tablee.core.log.note import Note
from tablee.core.log.proof import Proof
from tablee.core.log.subtrees import subtrees_at
from tablee.core.log.tiles import WIDTH, bundle_with, unpacked
from tablee.core.log.tree import inclusion_proof
from tablee.ports.desk import Desk
from tablee.ports.log.files import LogFiles
from tablee.ports.log.signer import Signer, signed

SEALED_WITHIN_MINUTES = 10
"""How long an act may wait for its place in the log: what the log gives its word for."""


def prove(
    desk: Desk, files: LogFiles, campaign: Campaign, act: Act, *, is_own: bool
) -> Proof | None:
    """Return the proof that *act* is in the published log; nothing while it is not.

    To whoever has the act in hand it also opens the commitment, unless the act was erased.

    Raises:
        BadLog: the files of the log are not what they should be.
    """
    place = desk.logs.place(campaign.id, act.number)
    published = files.read(CHECKPOINT)
    if place is None or published is None:
        return None
    size = read_signed(published).size
    if place.leaf >= size:
        return None
    told: dict[str, object] = {"leaf": read_leaf(leaf_at(files, place.leaf, size))}
    if is_own and any(place.salt):
        told |= {"salt": unpadded(place.salt), "content": content_object(content_of(act))}
    hashes = inclusion_proof(place.leaf, size, subtrees_at(size, files.read))
    return Proof(place.leaf, tuple(hashes), published, dump(told))


def content_of(act: Act) -> Content:
    """Return what the commitment in the leaf of *act* stands for."""
    return Content(act.kind, act.object, act.occurred_at_ms, act.received_at_ms, act.source)


def leaf_at(files: LogFiles, index: int, size: int) -> bytes:
    """Return one leaf of a log that was published with *size* leaves.

    Raises:
        BadLog: the file that holds it is missing, or is not what it should be.
    """
    tile = bundle_with(index, size)
    leaves = unpacked(files.read(tile.path) or files.read(tile.whole.path) or b"")
    if index % WIDTH >= len(leaves):
        raise BadLog(f"The file {tile.path} is missing.", f"Le fichier {tile.path} manque.")
    return leaves[index % WIDTH]


def give_word(signer: Signer, campaign: Campaign, pepper: bytes, act: Act) -> Note:
    """Return the log's signed word that *act* will be sealed."""
    received = act.received_at_ms // MINUTE_MS
    named = fingerprint(campaign.slug, act.kind, act.object)
    word = Word(
        signer.key.name,
        act.number,
        act.kind,
        unpadded(object_tag(pepper, named)),
        received,
        received + SEALED_WITHIN_MINUTES,
    )
    return signed(str(word), signer)
