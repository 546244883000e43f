"""Put the verifier together: one page that needs nothing else, and one script for receipts.

The sources in `src/tablee/web/verifier` are plain modules that any JavaScript engine runs. Here
each becomes a function called once, in an order in which what it asks for is there before it, so
that one inline script holds them all. The same sources always make the same bytes, so that people
can compare the hash of the page that they saved.
"""

import re
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from tools.house.sources import ROOT

SOURCES = ROOT / "src/tablee/web/verifier"
STATIC = ROOT / "src/tablee/web/static/tablee"
PAGE = STATIC / "verifier.html"
RECEIPT = STATIC / "receipt_check.js"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?P<how>(?:async )?(?:function\*? |class |const |let ))(?P<name>\w+)", re.MULTILINE
)
_POLICY = "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'"


class NotBuilt(Exception):
    """The sources make no page; nothing was written."""


def script(entry: str) -> str:
    """Return the module *entry* and all that it asks for, as one script.

    Raises:
        NotBuilt: modules ask for each other in a circle, or for what is not there.
    """
    modules = [_wrapped(path) for path in _in_order(SOURCES / entry)]
    return '"use strict";\n(() => {\n' + "".join(modules) + "})();\n"


def page() -> str:
    """Return the verifier, as it is saved and published."""
    style = "\n" + (SOURCES / "page/page.css").read_text(encoding="utf-8")
    code = "\n" + script("page/main.js")
    template = (SOURCES / "page/page.html").read_text(encoding="utf-8")
    parts = {
        "POLICY": _POLICY.format(_source_hash(style), _source_hash(code)),
        "STYLE": style,
        "SCRIPT": code,
    }
    if "</script" in code or "</style" in style:
        raise NotBuilt("A script may not hold the words that end it.")
    return re.sub(r"\{\{ (\w+) \}\}", lambda found: parts[found[1]], template)


def _source_hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _in_order(entry: Path) -> list[Path]:
    """Return *entry* after all that it asks for, each once."""
    done: list[Path] = []
    open_paths: list[Path] = []

    def visit(path: Path) -> None:
        if path in done:
            return
        if path in open_paths or not path.is_file():
            raise NotBuilt(f"{path.name} is asked for in a circle, or is not there.")
        open_paths.append(path)
        for _, asked in _IMPORT.findall(path.read_text(encoding="utf-8")):
            visit((path.parent / asked).resolve())
        open_paths.remove(path)
        done.append(path)

    visit(entry.resolve())
    return done


def _room(path: Path) -> str:
    """Return the name under which a module's exports are known to the others."""
    return "$" + re.sub(r"\W", "_", path.relative_to(SOURCES).with_suffix("").as_posix())


def _wrapped(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    exported = ", ".join(found["name"] for found in _EXPORT.finditer(text))

    def asked(found: re.Match[str]) -> str:
        return f"const {{{found[1]}}} = {_room((path.parent / found[2]).resolve())};\n"

    body = _EXPORT.sub(r"\g<how>\g<name>", _IMPORT.sub(asked, text))
    if re.search(r"^(?:import|export)\b", body, re.MULTILINE):
        raise NotBuilt(f"{path.name} imports or exports in a way that is not known here.")
    said = path.relative_to(SOURCES).as_posix()
    return (
        f"// ── {said}\nconst {_room(path)} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"
    )


def main() -> int:
    """Write both files anew, and say the hash of the page."""
    made = page()
    PAGE.write_text(made, encoding="utf-8")
    RECEIPT.write_text(script("page/receipt.js"), encoding="utf-8")
    print(f"verifier.html: {len(made)} bytes, sha256 {sha256(made.encode()).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
