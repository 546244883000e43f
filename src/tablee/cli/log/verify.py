"""The command that verifies a log: it needs neither a site nor a network."""

import json
import re
import shutil
import sys
import textwrap
from concurrent.futures import BrokenExecutor
from pathlib import Path

import click

from tablee.cli.french import add_help
from tablee.cli.log.french import VERIFY
from tablee.cli.program import FILE, Mistake, main
from tablee.cli.words import language, number, say
from tablee.core.log.checkpoint import read_signed
from tablee.core.log.fault import BadLog
from tablee.core.log.proof import HEADER
from tablee.verifying.checks.word import is_word
from tablee.verifying.conclusion import Conclusion
from tablee.verifying.report import told
from tablee.verifying.trust import read_trust
from tablee.verifying.verifier import Wish, verify_log

add_help(VERIFY)
_MARGIN = re.compile(r"(?:\S \S+ +|  · )?")
_HARD_SPACE = "\u00a0"


@main.command("verify")
@click.argument("where")
@click.option("--receipt", type=FILE, help="Your receipt: is your act in the log?")
@click.option("--since", type=FILE, help="A checkpoint that somebody kept: was history rewritten?")
@click.option("--key", "keys", multiple=True, help="A key that you know from elsewhere.")
@click.option("--policy", type=FILE, help="Whose keys, and how many witnesses, you ask for.")
@click.option("--processes", type=click.IntRange(0, 64), default=0, help="How many read at once.")
@click.option("--json", "is_json", is_flag=True, help="For programs.")
def verify(where: str, keys: tuple[str, ...], **more: Path | int | bool | None) -> None:
    """Verify the log or the export at WHERE: a folder, a zip file or an address.

    Every act is counted again. Exit code: 0 proven, 1 wrong, 2 cannot be read, 3 right but not
    witnessed. Without --key or --policy, the keys are those that the log itself names.
    """
    contents = {name: file.read_bytes() for name, file in more.items() if isinstance(file, Path)}
    _check_sorts(contents)
    try:
        trust = read_trust(keys, contents.get("policy"))
        processes = int(str(more["processes"]))
        wish = Wish(trust, contents.get("receipt"), contents.get("since"), processes)
        conclusion = verify_log(where, wish)
    except (OSError, BrokenExecutor, KeyboardInterrupt) as error:
        # Whatever stops a verifier must not end it with the code of a log that is wrong.
        words = say(
            "This was not verified to its end, and nothing is said of it. {}",
            "La vérification n'est pas allée à son terme, et rien n'en est dit. {}",
        )
        raise Mistake(words.format(error)) from error
    click.echo(_told(conclusion, is_json=bool(more["is_json"])))
    click.get_current_context().exit(conclusion.code)


def _check_sorts(contents: dict[str, bytes]) -> None:
    """Refuse a file that is something else altogether: a slip is no proof against a log."""
    receipt, since = contents.get("receipt"), contents.get("since")
    if receipt is not None and not (is_word(receipt) or receipt.startswith(HEADER.encode())):
        words = say(
            "What --receipt names is no receipt (.tlog-proof), nor a promise signed by a log.",
            "Ce que nomme --receipt n'est ni un reçu (.tlog-proof), ni la parole signée d'un "
            "journal.",
        )
        raise Mistake(words)
    try:
        if since is not None:
            read_signed(since)
    except BadLog as error:
        words = say(
            "What --since names is no signed checkpoint of a log.",
            "Ce que nomme --since n'est pas le point de contrôle signé d'un journal.",
        )
        raise Mistake(words) from error


def _told(conclusion: Conclusion, *, is_json: bool) -> str:
    if is_json:
        return json.dumps(conclusion.as_object(), ensure_ascii=False, indent=2)
    text = told(conclusion, language(), number)
    if not sys.stdout.isatty():
        return text
    width = shutil.get_terminal_size().columns
    return "\n".join(folded(line, width) for line in text.splitlines())


def folded(line: str, width: int) -> str:
    """Return a line of a report as wide as a terminal, what follows under its own first word."""
    margin = _MARGIN.match(line)
    indent = " " * margin.end() if margin else ""
    bound = re.sub(" (?=[:;!?»])", _HARD_SPACE, line)
    fold = textwrap.TextWrapper(
        width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return fold.fill(bound).replace(_HARD_SPACE, " ")
