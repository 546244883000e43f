"""The command `tablee` itself: language, settings, and how mistakes are told."""

from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import click
from django.db.utils import DatabaseError

from tablee.cli.french import translate, translate_library
from tablee.cli.words import LANGUAGES, language, say, speak
from tablee.config import InvalidSetting
from tablee.core.errors import TableeError, UnknownCampaign
from tablee.core.text import Text
from tablee.problems import PROBLEMS, problem_fields

MISTAKE = 2
"""The exit code for what whoever typed the command can mend; 1 means: looked, and found faults."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is there, as commands are given it."""


class Mistake(click.ClickException):
    """Something whoever typed the command can mend; nothing was written."""

    exit_code = MISTAKE

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it in one sentence."""
        click.echo(f"tablee: {self.format_message()}", file=file, err=file is None)


def text_of(file: Path) -> str:
    """Return what stands in a file.

    Raises:
        Mistake: it is no text in UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        words = say("'{}' is no text.", "« {} » n'est pas un texte.")
        raise Mistake(words.format(file)) from error


class Program(click.Group):
    """A group of commands that tells mistakes in one sentence, without a traceback."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Choose the language first: what is wrong with the words is told in it."""
        wishes = [word for before, word in pairwise(args) if before == "--lang"]
        speak(wishes[0] if wishes and wishes[0] in LANGUAGES else None)
        translate(self)
        translate_library()
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a refusal ends it with one sentence and exit code 2."""
        try:
            return super().invoke(ctx)
        except TableeError as refusal:
            raise Mistake(explained(refusal)) from refusal
        except InvalidSetting as refusal:
            raise Mistake(str(refusal)) from refusal
        except (BrokenPipeError, InterruptedError):
            raise
        except OSError as failure:
            if not failure.filename:
                raise
            raise Mistake(f"{failure.filename}: {failure.strerror or failure}") from failure
        except DatabaseError as failure:
            words = say(
                "The database does not do what is asked: {}",
                "La base de données ne fait pas ce qui est demandé : {}",
            )
            raise Mistake(words.format(str(failure).strip().partition("\n")[0])) from failure


def explained(refusal: TableeError) -> str:
    """Return what was refused and what to do about it, after the field it is about."""
    field = say("{}: ", "{} : ").format(refusal.field) if refusal.field else ""
    if type(refusal) not in PROBLEMS:
        words = getattr(refusal, "words", None)
        said = words.say(language()) if isinstance(words, Text) else str(refusal)
        return f"{field}{said}"
    fields = problem_fields(refusal, language())
    said = str(fields.get("detail") or fields["title"]).rstrip(".")
    remedy = fields["remedy"]
    if isinstance(refusal, UnknownCampaign):
        # In a terminal there is no address to look at.
        remedy = say(
            "'tablee campaign list' prints those of this site.",
            "« tablee campaign list » affiche celles de ce site.",
        )
    return f"{field}{said}. {remedy}"


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help="English or French; without it, the language of your terminal.",
)
@click.version_option(package_name="tablee", message="%(prog)s %(version)s")
def main() -> None:
    """Tablée: acts become gifts that sponsors pay for, and anyone can check the count.

    Everything lives in one folder, TABLEE_HOME (./var if not said). Try: tablee demo
    """
