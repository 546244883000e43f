"""Is the act of a receipt in the log, and is it the act that its owner did?"""

from typing import Any, NamedTuple

from tablee.core.leaves import shape
from tablee.core.leaves.canonical import MOST_NUMBER, spelled
from tablee.core.leaves.canonical import read as read_canonical
from tablee.core.leaves.leaf import MOST_BYTES, read_leaf
from tablee.core.leaves.veil import Content, opens, raw_of
from tablee.core.log.fault import BadLog
from tablee.core.log.proof import Proof, read_proof
from tablee.core.log.tree import check_inclusion, leaf_hash
from tablee.core.text import Text
from tablee.verifying.checks.checkpoint import Seal, check_checkpoint
from tablee.verifying.checks.tree import Tree
from tablee.verifying.finding import Finding, State, wrong
from tablee.verifying.trust import Claim, Trust

CHECK = "receipt"
FIELDS = frozenset({"leaf", "salt", "content"})
_ANY_TEXT, _MOMENT = shape.Words(MOST_BYTES, 0), shape.Whole(-MOST_NUMBER)
_CONTENT = shape.Record(
    {
        "kind": _ANY_TEXT,
        "object": _ANY_TEXT,
        "occurred_ms": _MOMENT,
        "received_ms": _MOMENT,
        "source": _ANY_TEXT,
    }
)
_SALT = shape.Pattern("[A-Za-z0-9_-]{43}", Text("32 bytes in base64url", "32 octets en base64url"))
"""Zeros behind a key change nothing of an HMAC: a salt has one length, so it has one spelling."""


class Receipt(NamedTuple):
    """A receipt, read; nothing in it is believed yet."""

    proof: Proof
    leaf: dict[str, Any]
    raw_leaf: bytes
    salt: bytes
    content: Content | None
    """What the act was; nothing in a receipt that somebody else may see, or once it is erased."""


def read_receipt(raw: bytes) -> Receipt:
    """Return what a receipt says.

    Raises:
        BadLog: it is no receipt.
    """
    proof = read_proof(raw)
    extra = read_canonical(proof.extra)
    if not isinstance(extra, dict) or extra.keys() not in (FIELDS, {"leaf"}):
        raise BadLog(
            "It holds no leaf, salt and content.", "Il ne contient ni feuille, ni sel, ni contenu."
        )
    raw_leaf = spelled(extra["leaf"])
    leaf = read_leaf(raw_leaf)
    if "content" not in extra:
        return Receipt(proof, leaf, raw_leaf, b"", None)
    _CONTENT.check(extra["content"], "content")
    _SALT.check(extra["salt"], "salt")
    content = Content(**extra["content"])
    return Receipt(proof, leaf, raw_leaf, raw_of(extra["salt"]), content)


def check_receipt(raw: bytes, tree: Tree, trust: Trust, claim: Claim) -> Finding:
    """Check a receipt against the log given, and against the checkpoint it carries."""
    try:
        receipt = read_receipt(raw)
        seal = check_checkpoint(receipt.proof.checkpoint, trust, claim)
        _check_proven(receipt, seal)
    except BadLog as error:
        return wrong(CHECK, _FALSE.about(error.words))
    if not _is_opened(receipt):
        return wrong(CHECK, _OTHER_ACT, leaf=receipt.proof.number)
    words = _against_log(receipt, seal, tree)
    if words is not None:
        return wrong(CHECK, words, leaf=receipt.proof.number)
    act = receipt.leaf
    shown = _RIGHT if receipt.content else _CLOSED
    return Finding(
        CHECK,
        State.RIGHT,
        shown.about(act.get("act"), act.get("kind"), act.get("units", 0), receipt.proof.number),
        leaf=receipt.proof.number,
    )


def _check_proven(receipt: Receipt, seal: Seal) -> None:
    if seal.finding.state is State.WRONG or seal.checkpoint is None:
        raise BadLog(seal.finding.words.en, seal.finding.words.fr)
    if receipt.leaf.get("leaf") != "act":
        raise BadLog("Its leaf is not that of an act.", "Sa feuille n'est pas celle d'une action.")
    size, root = seal.checkpoint.size, seal.checkpoint.root
    hashed = leaf_hash(receipt.raw_leaf)
    check_inclusion(receipt.proof.number, size, hashed, receipt.proof.hashes, root)


def _is_opened(receipt: Receipt) -> bool:
    """Return whether the leaf stands for the content shown, if any is."""
    content = receipt.content
    if content is None:
        return True
    is_same = opens(receipt.leaf.get("commitment", ""), receipt.salt, content)
    return is_same and content.kind == receipt.leaf.get("kind")


def _against_log(receipt: Receipt, seal: Seal, tree: Tree) -> Text | None:
    """Return how the log given contradicts the receipt, if it does."""
    number, checkpoint = receipt.proof.number, seal.checkpoint
    if number < tree.size and tree.leaf(number) != leaf_hash(receipt.raw_leaf):
        return _DROPPED
    if checkpoint is not None and checkpoint.size <= tree.size:
        return None if tree.root(checkpoint.size) == checkpoint.root else _FORK
    return _SHORTER.about(checkpoint.size if checkpoint else 0, tree.size)


_FALSE = Text("The receipt cannot be believed: {}", "Le reçu ne peut être cru : {}")
_OTHER_ACT = Text(
    "The leaf is in the log, but it is not about the act that the receipt shows.",
    "La feuille est dans le journal, mais ne parle pas de l'action que montre le reçu.",
)
_DROPPED = Text(
    "The log holds another leaf in the place of this act: it was changed or dropped. "
    "Keep the receipt, it is the proof.",
    "Le journal a une autre feuille à la place de cette action : on l'a changée ou retirée. "
    "Gardez le reçu, c'est la preuve.",
)
_FORK = Text(
    "The log given is not the continuation of the one that gave this receipt. "
    "Keep both, they are the proof.",
    "Le journal donné n'est pas la suite de celui qui a donné ce reçu. "
    "Gardez les deux, ce sont les preuves.",
)
_SHORTER = Text(
    "The receipt is of a longer log: {} leaves, and here are {}. Leaves were dropped, or this copy "
    "is older than the receipt: fetch it again. Keep the receipt, it is the proof.",
    "Le reçu est d'un journal plus long : {} feuilles, ici {}. On en a retiré, ou cette copie est "
    "plus ancienne que le reçu : téléchargez-la à nouveau. Gardez le reçu, c'est la preuve.",
)
_RIGHT = Text(
    "Act {} ({}, {} units) is leaf {} of the log, and it is the act that the receipt shows.",
    "L'action {} ({}, {} unités) est la feuille {} du journal, et c'est celle que montre le reçu.",
)
_CLOSED = Text(
    "Act {} ({}, {} units) is leaf {} of the log; the receipt does not show what it was.",
    "L'action {} ({}, {} unités) est la feuille {} du journal ; le reçu ne montre pas ce qu'elle "
    "était.",
)
