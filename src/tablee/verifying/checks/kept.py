"""Does the log begin with what an older checkpoint, kept by somebody, says it was?"""

from tablee.core.text import Text
from tablee.verifying.checks.checkpoint import check_checkpoint
from tablee.verifying.checks.tree import Tree
from tablee.verifying.finding import Finding, State, wrong
from tablee.verifying.trust import Claim, Trust

CHECK = "checkpoint"


def check_kept(raw: bytes, tree: Tree, trust: Trust, claim: Claim) -> Finding:
    """Check a kept checkpoint; it need not have been seen by witnesses, only signed by the log."""
    seal = check_checkpoint(raw, trust, claim, "--since")
    if seal.finding.state is State.WRONG or seal.checkpoint is None:
        return seal.finding
    size = seal.checkpoint.size
    if size > tree.size:
        return wrong(CHECK, _SHORTER.about(size, tree.size))
    if tree.root(size) != seal.checkpoint.root:
        return wrong(CHECK, _REWRITTEN.about(size))
    return Finding(CHECK, State.RIGHT, _BEGINS.about(size))


_SHORTER = Text(
    "The checkpoint you kept is of a longer log: {} leaves, and here are {}. Leaves were dropped, "
    "or this copy is older than yours.",
    "Le point de contrôle que vous avez gardé est d'un journal plus long : {} feuilles, ici {}. "
    "On en a retiré, ou cette copie est plus ancienne que la vôtre.",
)
_REWRITTEN = Text(
    "The first {} leaves are not those of the checkpoint you kept: history was written anew. Both "
    "checkpoints are signed with the log's key; keep them, they are the proof.",
    "Les {} premières feuilles ne sont pas celles du point de contrôle que vous avez gardé : "
    "l'histoire a été récrite. Les deux sont signés par le journal ; gardez-les, c'est la preuve.",
)
_BEGINS = Text(
    "The log begins with the {} leaves of the checkpoint you kept.",
    "Le journal commence par les {} feuilles du point de contrôle que vous avez gardé.",
)
