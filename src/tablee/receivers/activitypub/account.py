"""Tell organisers what comes to the inboxes, and what is refused and why: at most once a minute."""

from collections import Counter
from functools import partial

from tablee.evidence.text.clean import clean
from tablee.ports.desk import Clock, Desks
from tablee.ports.networks.bulletins import Bulletin, Condition
from tablee.problems import problem_of, problem_words
from tablee.usecases.fediverse.names import NETWORK, network_of
from tablee.wire.reception import Reception

READER = f"{NETWORK}:inbox"
APART_MS = 60_000
MOST_INBOXES = 1_000
LONGEST_WORDS = 300
TAKEN = "taken"


class Account:
    """Counts messages by what became of them, since this process began; lives in one loop."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception
        self._counts: dict[str, Counter[str]] = {}
        self._last: dict[str, str] = {}
        self._told_at_ms: dict[str, int] = {}

    async def note_taken(self, slug: str) -> None:
        """Count a message that was taken."""
        await self._note(slug, TAKEN)

    async def note_refused(self, slug: str, host: str, error: BaseException) -> None:
        """Count a message that was refused; *host* is where it says that it comes from."""
        if slug in self._counts or len(self._counts) < MOST_INBOXES:
            self._last[slug] = clean(f"{host}: {problem_words(error)}", LONGEST_WORDS // 2)
        await self._note(slug, problem_of(error).slug)

    async def _note(self, slug: str, outcome: str) -> None:
        if slug not in self._counts and len(self._counts) >= MOST_INBOXES:
            return  # whoever makes up campaigns fills no memory
        self._counts.setdefault(slug, Counter())[outcome] += 1
        now_ms = self._reception.ground.clock.now_ms()
        if now_ms - self._told_at_ms.get(slug, -APART_MS) >= APART_MS:
            self._told_at_ms[slug] = now_ms
            told = partial(_put_up, slug, self._words(slug), self._counts[slug][TAKEN] > 0)
            await self._reception.aside(told)

    def _words(self, slug: str) -> str:
        counts = self._counts[slug]
        refused = [f"{number} {name}" for name, number in counts.most_common() if name != TAKEN]
        words = f"{counts[TAKEN]} taken; {', '.join(refused) or 'none'} refused"
        last = self._last.get(slug, "")
        return f"{words}; last: {last}"[:LONGEST_WORDS] if last else words


def _put_up(slug: str, words: str, has_taken: bool, desks: Desks, clock: Clock) -> None:  # noqa: FBT001
    """Put up what came to an inbox: for its campaign, or for all that share it."""
    now_ms = clock.now_ms()
    reader = READER if slug else f"{READER}:shared"
    bulletin = Bulletin(reader, Condition.LISTENING, words, now_ms, now_ms * has_taken)
    with desks.write() as desk:
        for campaign in desk.campaigns.every():
            if slug in {"", campaign.slug} and network_of(campaign, now_ms):
                desk.bulletins.post(campaign.id, bulletin)
