"""How often one network may send forms, or say that a share button was pressed."""

import time
from collections.abc import Callable

from tablee.core.text import Text
from tablee.wire.turnstile import Gate

WITH_PROOF = 30
"""Forms a minute from one network whose browsers did the calculation."""
WITHOUT_PROOF = 6
"""Those of browsers without JavaScript."""
INTENTS = 30
"""Share buttons pressed a minute by one network."""
_WORDS = Text("Too many forms come from your network.", "Trop de formulaires de votre réseau.")


class Pace:
    """Lets the forms of each network through, so many a minute."""

    def __init__(self, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._now_ns = now_ns
        self._quick = Gate(WITH_PROOF, _WORDS)
        self._slow = Gate(WITHOUT_PROOF, _WORDS)
        self._intents = Gate(INTENTS, _WORDS)

    def admit(self, network: str, *, has_proof: bool) -> None:
        """Let one form in.

        Raises:
            TooOften: too many came from there; nothing was written.
        """
        (self._quick if has_proof else self._slow).pass_through(network, self._now_ns())

    def admit_intent(self, network: str) -> None:
        """Let one press of a share button in.

        Raises:
            TooOften: too many came from there; nothing was written.
        """
        self._intents.pass_through(network, self._now_ns())
