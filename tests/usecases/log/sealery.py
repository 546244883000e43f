"""A campaign in memory whose log is sealed, with disks and databases that fail as a test asks."""

from contextlib import contextmanager

from tests import make
from tests.usecases.stage import Stage

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.note import believed, read_key, read_note
from tablee.outside.log.held import HeldKeys, HeldShelf, NoWitnesses
from tablee.outside.signing import verify
from tablee.store.memory import MemoryDesks
from tablee.usecases.log.seal import Sealer
from tablee.usecases.log.sealing.room import Room
from tablee.usecases.log.witnessing import Witnessing
from tablee.verifying.verifier import Wish, verify_log

HOST = "meals.example"
ORIGIN = f"{HOST}/c/{make.SLUG}/log"


class Faults:
    """Lets one step fail: before it is done, or after; steps are counted from 1."""

    def __init__(self, step=0, *, is_done=False):
        self.step, self.is_done = step, is_done
        self.steps = 0
        self.has_failed = False

    @contextmanager
    def around(self):
        """Surround one step."""
        self.steps += 1
        is_now = self.steps == self.step
        self.has_failed |= is_now
        if is_now and not self.is_done:
            raise OSError("failed before it was done")
        yield
        if is_now and self.is_done:
            raise OSError("failed, and it was done")


class FaultyDesks:
    """Desks whose transactions that write are steps: taken back, or committed and not told."""

    def __init__(self, desks, faults):
        self._desks, self._faults = desks, faults
        self.read = desks.read

    @contextmanager
    def write(self):
        with self._faults.around(), self._desks.write() as desk:
            yield desk


class FaultyLog:
    """Files each of whose writes is a step; what was signed is remembered for ever."""

    def __init__(self, files, faults, signed):
        self._files, self._faults, self._signed = files, faults, signed
        self.read, self.paths = files.read, files.paths

    def write(self, path, content):
        if path.startswith("checkpoint"):
            self._signed.append(content)
        with self._faults.around():
            self._files.write(path, content)

    def write_all(self, contents):
        for path, content in contents.items():
            self.write(path, content)

    def drop(self, path):
        with self._faults.around():
            self._files.drop(path)


class FaultyShelf:
    """A shelf of such files; nobody waits for anybody if a test asks so."""

    def __init__(self, shelf, faults, signed, *, is_alone=True):
        self._shelf, self._faults, self._signed = shelf, faults, signed
        self._is_alone = is_alone

    def log(self, slug):
        return FaultyLog(self._shelf.log(slug), self._faults, self._signed)

    @contextmanager
    def alone(self, slug):
        if self._is_alone:
            with self._shelf.alone(slug):
                yield
        else:
            yield


class Sealery(Stage):
    """Ada's campaign and its log."""

    def __init__(self, terms=None, *, is_replay=False):
        super().__init__(terms, is_replay=is_replay, desks=MemoryDesks())
        self.shelf = HeldShelf()
        self.files = self.shelf.log(make.SLUG)
        self.keys = HeldKeys()
        self.signed = []

    def sealer(self, faults=None, *, is_alone=True, witnesses=None):
        """Return somebody who seals, and who has just begun to."""
        faults = faults or Faults()
        return Sealer(
            Room(
                desks=FaultyDesks(self.desks, faults),
                clock=self.clock,
                shelf=FaultyShelf(self.shelf, faults, self.signed, is_alone=is_alone),
                keys=self.keys,
                verify=verify,
                witnesses=Witnessing(witnesses or NoWitnesses(), verify),
                host=HOST,
            )
        )

    def seal(self):
        return self.sealer().seal(make.SLUG)

    def acts(self, count, *, name="acts"):
        """Record so many verified acts, of three persons."""
        names = ("Emil", "Fay", "Gus")
        claims = [
            make.claim(f"https://emil.example/{name}/{n}", "share", names[n % 3])
            for n in range(count)
        ]
        return self.record(*claims)

    def log(self):
        with self.desks.read() as desk:
            return desk.logs.of(desk.campaigns.see(make.SLUG).id)

    def roots_signed(self):
        """Every root that was ever signed, by size; each note is by the log's key."""
        found = {}
        key = read_key(self.log().vkey)
        for raw in self.signed:
            note = read_note(raw)
            assert believed(note, [key], verify) == {key}
            _, size, root = read_checkpoint(note.text)
            found.setdefault(size, set()).add(root)
        return found

    def earned_in_log(self):
        """What each sponsor has earned, as the log's last tally says."""
        log = self.log()
        sealer = self.sealer()
        opened = sealer._open(self._campaign(), log)  # noqa: SLF001 - counted again from the files
        return +opened.count.earned()

    def check(self, folder):
        """Verify the published log as a stranger does, and compare it with books and pages."""
        for path in self.files.paths():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.files.read(path))
        conclusion = verify_log(str(folder), Wish(workers=1))
        assert conclusion.code in {0, 3}, conclusion.as_object()
        assert all(len(roots) == 1 for roots in self.roots_signed().values())
        log = self.log()
        assert conclusion.size == log.size == log.published_size
        page = {each.name: each.earned for each in self.tally().sponsors if each.earned}
        assert page == self.earned_in_log() == +self.earned_in_books()

    def _campaign(self):
        with self.desks.read() as desk:
            return desk.campaigns.see(make.SLUG)
