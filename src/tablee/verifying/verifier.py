"""Verifies a log: every check in its order, and then what it all comes to."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from tablee.core.leaves.recount.facts import Facts
from tablee.core.log.checkpoint import CHECKPOINT
from tablee.core.log.note import base64
from tablee.core.log.tiles import ENTRIES, WIDTH, tiles_of
from tablee.core.log.tree import EMPTY_ROOT
from tablee.core.promising.party import Role
from tablee.core.text import Text
from tablee.verifying import limits
from tablee.verifying.auditing.meaning import told
from tablee.verifying.checks.books import check_books, has_books, keys_fault, with_figures
from tablee.verifying.checks.checkpoint import Seal, check_checkpoint
from tablee.verifying.checks.count import Counting
from tablee.verifying.checks.documents import check_terms, leaves_fault, tally_fault
from tablee.verifying.checks.files import check_files
from tablee.verifying.checks.kept import check_kept
from tablee.verifying.checks.receipt import check_receipt
from tablee.verifying.checks.tree import Tree, blame, check_root, check_tiles
from tablee.verifying.checks.word import check_word, is_word
from tablee.verifying.conclusion import Conclusion, Limit, stated
from tablee.verifying.figures import figures
from tablee.verifying.finding import Finding, State, Unusable, absent, wrong
from tablee.verifying.reading import read_leaves
from tablee.verifying.sources.opening import opened
from tablee.verifying.sources.source import Missing, Source
from tablee.verifying.trust import Claim, Trust, read_claim

SIGNERS = frozenset({Role.SPONSOR, Role.BENEFICIARY, Role.AUDITOR})
FEW_LEAVES = 20_000
"""So few that other processes would cost more than they bring."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to know of a log."""

    trust: Trust = field(default_factory=Trust)
    receipt: bytes | None = None
    kept: bytes | None = None
    """An older checkpoint, kept by somebody else."""
    workers: int = 0
    """How many processes read; 0 is as many as there are cores, where it is worth it."""


def verify_log(where: str, wish: Wish) -> Conclusion:
    """Verify the folder, zip file or address *where*.

    Raises:
        Unusable: there is no log there that could be read.
    """
    with opened(where) as source:
        return _Verification(source, wish).run()


class _Verification:
    """One log, being verified."""

    def __init__(self, source: Source, wish: Wish) -> None:
        self._source = source
        self._wish = wish
        self._claim: Claim = read_claim(source)
        self._tree = Tree()
        self._counting = Counting()
        self._unreadable: list[str] = []

    def run(self) -> Conclusion:
        """Make every check."""
        seal = self._seal()
        files = check_files(self._source, seal.log or self._claim.log)
        if seal.checkpoint is None:
            return Conclusion("", 0, "", (files, seal.finding))
        size = seal.checkpoint.size
        with self._books_written(size) as books:
            if seal.finding.state is not State.WRONG and seal.log is not None:
                self._counting.expect(seal.log)
            self._read(size)
            about_books = self._about_books(books)
        findings = [files, seal.finding, *self._about_tree(seal)]
        findings.append(self._counting.about_leaves(size))
        findings.append(self._counting.about_count(size))
        findings.append(self._about_promises(size))
        findings.append(check_terms(self._source, self._counting.terms))
        findings.append(about_books)
        kept, receipt = self._about_others(seal)
        findings += [kept] if kept else []
        findings.append(receipt or absent("receipt", _NO_RECEIPT))
        facts = self._counting.facts()
        return Conclusion(
            seal.checkpoint.origin,
            size,
            base64(seal.checkpoint.root),
            tuple(findings),
            figures(facts) if facts else {},
            tuple(self._limits(seal, facts, kept, receipt)),
            tuple(self._audited(facts)) if facts else (),
            tuple(map(stated, facts.incidents)) if facts else (),
        )

    def _seal(self) -> Seal:
        try:
            raw = self._source.read(CHECKPOINT)
        except Missing as error:
            if CHECKPOINT in self._source.paths():
                return check_checkpoint(b"", self._wish.trust, self._claim)
            raise Unusable(_NO_LOG) from error
        return check_checkpoint(raw, self._wish.trust, self._claim)

    def _read(self, size: int) -> None:
        """Read every leaf once, and let all that looks at leaves see it."""
        missing = self._first_missing(size)
        if missing is not None:
            self._unreadable.append(missing)
            return
        for bundle in read_leaves(self._source, size, self._workers(size)):
            if not bundle.is_readable:
                self._unreadable.append(bundle.tile.path)
            if self._unreadable:
                continue
            self._tree.add(bundle.hashes)
            self._counting.take(bundle.leaves)
            if bundle.fault is not None and self._counting.unreadable is None:
                self._counting.unreadable = bundle.fault

    def _first_missing(self, size: int) -> str | None:
        """Return a bundle that is not there, where a log claims more leaves than lie here.

        So nobody walks along a log that is nothing but a large number.
        """
        paths = {*self._source.paths()}
        if size <= len(paths) * WIDTH:
            return None
        return next(
            tile.path
            for tile in tiles_of(size)
            if tile.level != ENTRIES or not {tile.path, tile.whole.path} & paths
        )

    @property
    def _is_counted(self) -> bool:
        return self._counting.fault is None and self._counting.unreadable is None

    def _workers(self, size: int) -> int:
        if self._wish.workers:
            return self._wish.workers
        return 1 if size < FEW_LEAVES else os.cpu_count() or 1

    def _about_tree(self, seal: Seal) -> list[Finding]:
        if seal.checkpoint is None:
            return []
        size, signed = seal.checkpoint.size, seal.checkpoint.root
        tiles = check_tiles(self._source, self._tree, size, self._unreadable)
        if self._unreadable:
            return [tiles, absent("root", _NO_ROOT)]
        computed = self._tree.root(size) if size else EMPTY_ROOT
        if computed != signed and tiles.state is State.WRONG:
            tiles = blame(self._source, tiles, signed, size)
        return [tiles, check_root(computed, signed)]

    def _about_promises(self, size: int) -> Finding:
        """Return what is found of signatures, and whether every key given is a known one."""
        found = self._counting.about_promises(size)
        if found.state is State.WRONG:
            return found
        known = {each["key"] for each in self._counting.keys}
        mine = [str(key) for key in self._wish.trust.keys if key != self._claim.log]
        theirs = {str(key) for key in self._wish.trust.witness_keys}
        unknown = [key for key in (*mine, *self._wish.trust.ssh) if key not in known | theirs]
        if unknown:
            return wrong("promises", _UNKNOWN_KEY.about(", ".join(unknown)))
        return found

    @contextmanager
    def _books_written(self, size: int) -> Iterator[Callable[[], Finding]]:
        """Write the books once more: in a process of its own, where others read as well."""
        if self._workers(size) == 1 or not has_books(self._source):
            yield partial(check_books, self._source, size)
            return
        with ProcessPoolExecutor(1) as pool:
            yield pool.submit(check_books, self._source, size).result

    def _about_books(self, books: Callable[[], Finding]) -> Finding:
        if not self._is_counted or self._unreadable:
            return absent("books", _NOT_COMPARED)
        genesis = self._counting.genesis
        faults = (
            *leaves_fault(self._source, self._tree),
            *tally_fault(self._source, self._counting.tally),
            *keys_fault(self._source, genesis.get("log", ""), self._counting.keys),
        )
        return with_figures(books(), faults)

    def _about_others(self, seal: Seal) -> tuple[Finding | None, Finding | None]:
        """Return what is found of an older checkpoint, and of a receipt."""
        trust, claim = self._wish.trust, self._claim
        kept = receipt = None
        if self._wish.kept is not None:
            kept = check_kept(self._wish.kept, self._tree, trust, claim)
        if self._wish.receipt is not None:
            receipt = self._about_receipt(self._wish.receipt, seal)
        return kept, receipt

    def _about_receipt(self, raw: bytes, seal: Seal) -> Finding:
        if not is_word(raw):
            return check_receipt(raw, self._tree, self._wish.trust, self._claim)
        facts = self._counting.facts()
        if facts is None or self._unreadable or self._counting.unreadable is not None:
            return absent("receipt", _NOT_HELD)
        return check_word(raw, self._source, seal, facts)

    def _are_signers_given(self) -> bool:
        """Return whether whoever verifies brought a key of each who may have signed something."""
        given = {*map(str, self._wish.trust.keys), *self._wish.trust.ssh}
        counting = self._counting
        signers = [each for each in counting.keys if each["role"] in SIGNERS]
        return not counting.signed or all(each["key"] in given for each in signers)

    def _audited(self, facts: Facts) -> Iterator[Text]:
        """Give what auditors found, as the log says, of the log as it is here."""
        for each in facts.audits:
            size = each.leaf["size"]
            if size <= self._tree.size and self._tree.root(size).hex() == each.leaf["root"]:
                yield from told(each)

    def _limits(
        self, seal: Seal, facts: Facts | None, kept: Finding | None, receipt: Finding | None
    ) -> Sequence[Limit]:
        found = [limits.INVENTED, limits.HUMAN, limits.EATEN]
        # The log's word names no tree: it shows nothing of what was there before.
        is_tree_named = self._wish.receipt is not None and not is_word(self._wish.receipt)
        older = (kept, receipt) if is_tree_named else (kept,)
        is_kept = any(each is not None and each.state is State.RIGHT for each in older)
        found += [] if seal.is_witnessed or is_kept else [limits.EARLY]
        is_known = seal.is_compared and self._are_signers_given()
        found += [] if is_known else [limits.KEYS]
        return [*found, *limits.of(facts)] if facts else found


_NO_RECEIPT = Text("No receipt was given.", "Aucun reçu n'a été donné.")
_NOT_HELD = Text(
    "The log's word was not held against it: not all of its leaves can be read.",
    "La parole du journal ne lui a pas été opposée : toutes ses feuilles ne sont pas lisibles.",
)
_NO_ROOT = Text(
    "Leaves are missing: no root can be made of them.",
    "Des feuilles manquent : aucune racine n'en peut être faite.",
)
_NOT_COMPARED = Text(
    "The books were not compared: the log itself is wrong.",
    "Les registres n'ont pas été comparés : le journal lui-même est faux.",
)
_NO_LOG = Text(
    "There is no file 'checkpoint': this is not a log, nor an export of one.",
    "Il n'y a pas de fichier « checkpoint » : ce n'est ni un journal, ni un export.",
)
_UNKNOWN_KEY = Text(
    "A key that you gave is not one of this log: {}",
    "Une clé que vous avez donnée n'est pas de ce journal : {}",
)
