"""Turn the translators' files (.po) into what Django reads (.mo), with Python alone.

`python -m tools.catalogue` writes the .mo beside every .po below src; `--check` only says which
are out of date. The format is described in the GNU gettext manual, "MO Files".
"""

import ast
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
MAGIC = 0x950412DE
CONTEXT_END = "\x04"
PLURAL_END = "\0"


class Key(NamedTuple):
    """What a text is looked up by."""

    context: str
    text: str


@dataclass
class Message:
    """One text with its translations, as the .po file has it."""

    context: str = ""
    text: str | None = None
    plural: str | None = None
    answers: list[str] = field(default_factory=list)
    is_fuzzy: bool = False

    def add(self, keyword: str, words: str) -> None:
        """Take in one line of the file; a bare string goes on where the last one stopped."""
        if keyword == "msgctxt":
            self.context += words
        elif keyword == "msgid":
            self.text = (self.text or "") + words
        elif keyword == "msgid_plural":
            self.plural = (self.plural or "") + words
        else:
            place = int(keyword[7:-1]) if keyword.startswith("msgstr[") else 0
            self.answers.extend([""] * (place + 1 - len(self.answers)))
            self.answers[place] += words


def read_catalogue(text: str) -> list[Message]:
    """Return the messages of a .po file, its heading first; what is commented out is left out."""
    messages: list[Message] = []
    current, keyword = Message(), ""
    for raw in [*text.splitlines(), ""]:
        line = raw.strip()
        if line.startswith("#,") and "fuzzy" in line:
            current.is_fuzzy = True
        elif line.startswith("msg"):
            keyword, _, rest = line.partition(" ")
            current.add(keyword, ast.literal_eval(rest))
        elif line.startswith('"'):
            current.add(keyword, ast.literal_eval(line))
        elif not line and current.text is not None:
            messages.append(current)
            current = Message()
    return messages


def translations(text: str) -> dict[Key, list[str]]:
    """Return what a .po file translates; a fuzzy translation counts as none."""
    return {
        Key(message.context, message.text): [""] if message.is_fuzzy else message.answers
        for message in read_catalogue(text)
        if message.text
    }


def compiled(text: str) -> bytes:
    """Return the .mo file of a .po file, the same bytes for the same text."""
    pairs = {}
    for message in read_catalogue(text):
        if (message.is_fuzzy and message.text) or not any(message.answers):
            continue
        key = message.text or ""
        key = message.context + CONTEXT_END + key if message.context else key
        key = key + PLURAL_END + message.plural if message.plural else key
        pairs[key.encode()] = PLURAL_END.join(message.answers).encode()
    keys = sorted(pairs)
    heading_bytes, table_bytes = 28, 8 * len(keys)
    place = heading_bytes + 2 * table_bytes
    tables, texts = b"", b""
    for words in [*keys, *(pairs[key] for key in keys)]:
        tables += struct.pack("<II", len(words), place + len(texts))
        texts += words + b"\0"
    heading = struct.pack(
        "<IIIIIII", MAGIC, 0, len(keys), heading_bytes, heading_bytes + table_bytes, 0, place
    )
    return heading + tables + texts


def main() -> int:
    """Write or check every catalogue below src."""
    is_check = "--check" in sys.argv[1:]
    stale = 0
    for source in sorted((ROOT / "src").rglob("*.po")):
        wanted = compiled(source.read_text(encoding="utf-8"))
        target = source.with_suffix(".mo")
        if target.is_file() and target.read_bytes() == wanted:
            continue
        stale += 1
        print(f"catalogue: {target.relative_to(ROOT)} {'is out of date' if is_check else ''}")
        if not is_check:
            target.write_bytes(wanted)
    return stale if is_check else 0


if __name__ == "__main__":
    sys.exit(main())
