"""The commands about witnesses: make one, tell it which logs to look at, run it, look at it.

They need no site, only a folder: whoever runs a witness need not run Tablée otherwise.
"""

import logging
from pathlib import Path

import click

from tablee.cli.french import add_help
from tablee.cli.program import Mistake, main
from tablee.cli.serving import check_address
from tablee.cli.words import language, number, say, table
from tablee.core.log.fault import BadNote
from tablee.core.log.note import read_key
from tablee.outside.fetch.destination import BadAddress, read_address
from tablee.server import run
from tablee.witness.accusing import Accusations
from tablee.witness.answering import meaning
from tablee.witness.counting import begin_count
from tablee.witness.identity import Identity, new_identity
from tablee.witness.memory import Memory, begin, see
from tablee.witness.opening import open_server

HOST = "127.0.0.1"
PORT = 8_642

_FOLDER = click.Path(file_okay=False, path_type=Path)


@main.group("witness")
def witness_group() -> None:
    """A witness of your own: it signs a log only if the log has grown, and no more.

    It needs no site, only a folder. Never put an older copy of that folder back: a witness that
    has forgotten what it saw may sign two stories.
    """


@witness_group.command("init")
@click.argument("folder", type=_FOLDER)
@click.option("--name", required=True, help="Its name, as an address: sponsor.example/witness.")
@click.option("--recount", "is_recounting", is_flag=True, help="Check every sum, too.")
@click.option("--post-quantum", "is_lasting", is_flag=True, help="Sign with ML-DSA-44, too.")
def witness_init(folder: Path, name: str, *, is_recounting: bool, is_lasting: bool) -> None:
    """Make a witness in FOLDER, once, and print its keys.

    What its signature means is part of its name for good: with --recount the name ends in
    /recounts, and the signature says that the sums are right.
    """
    try:
        identity = new_identity(name, is_recounting=is_recounting, is_lasting=is_lasting)
    except BadNote as error:
        words = say(
            "'{}' cannot be a witness's name: no spaces and no '+'.",
            "« {} » ne peut pas être le nom d'un témoin : ni espaces ni « + ».",
        )
        raise Mistake(words.format(name)) from error
    begin(folder, identity)
    _print_keys(identity)


@witness_group.command("trust")
@click.argument("folder", type=_FOLDER)
@click.argument("key")
@click.option("--url", default="", help="The log's address; to recount, its leaves are read there.")
def witness_trust(folder: Path, key: str, url: str) -> None:
    """Let the witness in FOLDER look at the log that signs with KEY.

    The key is a line as the campaign publishes it. Have it from the campaign's people themselves,
    not only from its site.
    """
    with Memory(folder) as memory:
        if memory.identity.is_recounting and not url:
            raise Mistake(
                say(
                    "A witness that recounts reads the log: say its address with --url.",
                    "Un témoin qui recompte lit le journal : dites son adresse avec --url.",
                )
            )
        _check_url(url)
        try:
            known = memory.trust(read_key(key), url)
        except BadNote as error:
            words = say("That is no key of a log: {}", "Ce n'est pas la clé d'un journal : {}")
            raise Mistake(words.format(error.words.say(language()))) from error
    words = say("The log {} is looked at.", "Le journal {} est suivi.")
    click.echo(words.format(known.origin))


@witness_group.command("run")
@click.argument("folder", type=_FOLDER)
@click.option("--host", default=HOST, show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True)
def witness_run(folder: Path, host: str, port: int) -> None:
    """Run the witness in FOLDER until Ctrl-C.

    It refuses to start when what it had seen is gone: it must not sign again, and another one
    takes its place.
    """
    with Memory(folder) as memory:
        check_address(host, port)
        words = say("The witness is at http://{}:{}/", "Le témoin est à http://{}:{}/")
        click.echo(words.format(host, port), err=True)
        logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(message)s")
        server = open_server(folder, memory, begin_count)
        server.recall()
        run(server, host, port)


@witness_group.command("show")
@click.argument("folder", type=_FOLDER)
def witness_show(folder: Path) -> None:
    """Print the keys of the witness in FOLDER, the logs it looks at, and what it has seen.

    With evidence against a log, the exit code is 1.
    """
    identity, logs = see(folder)
    _print_keys(identity)
    head = (say("log", "journal"), say("leaves", "feuilles"), say("address", "adresse"))
    rows = [(each.origin, number(each.checkpoint.size), each.url or "-") for each in logs]
    click.echo(f"\n{table(head, rows)}")
    cases = Accusations(folder).names()
    if cases:
        words = say("Evidence against a log: {}", "Preuves contre un journal : {}")
        click.echo(f"\n{words.format(', '.join(cases))}")
        click.get_current_context().exit(1)


def _print_keys(identity: Identity) -> None:
    for signer in identity.signers():
        click.echo(str(signer.key))
    click.echo(meaning(identity).say(language()), err=True)


def _check_url(url: str) -> None:
    try:
        if url:
            read_address(url)
    except BadAddress as error:
        words = say("'{}' is no address of the web.", "« {} » n'est pas une adresse du web.")
        raise Mistake(words.format(url)) from error


add_help(
    {
        "A witness of your own: it signs a log only if the log has grown, and no more.": (
            "Un témoin à vous : il ne signe un journal que si celui-ci a grandi, et rien de plus."
        ),
        "It needs no site, only a folder. Never put an older copy of that folder back: a witness "
        "that has forgotten what it saw may sign two stories.": (
            "Il n'a besoin d'aucun site, seulement d'un dossier. Ne remettez jamais une ancienne "
            "copie de ce dossier : un témoin qui a oublié ce qu'il a vu peut signer deux histoires."
        ),
        "Make a witness in FOLDER, once, and print its keys.": (
            "Crée un témoin dans FOLDER, une seule fois, et affiche ses clés."
        ),
        "What its signature means is part of its name for good: with --recount the name ends in "
        "/recounts, and the signature says that the sums are right.": (
            "Le sens de sa signature est dans son nom, pour toujours : avec --recount le nom finit "
            "par /recounts, et la signature dit que les sommes sont justes."
        ),
        "Its name, as an address: sponsor.example/witness.": (
            "Son nom, comme une adresse : sponsor.example/witness."
        ),
        "Check every sum, too.": "Vérifie aussi chaque somme.",
        "Sign with ML-DSA-44, too.": "Signe aussi avec ML-DSA-44.",
        "Let the witness in FOLDER look at the log that signs with KEY.": (
            "Fait suivre au témoin de FOLDER le journal qui signe avec KEY."
        ),
        "The key is a line as the campaign publishes it. Have it from the campaign's people "
        "themselves, not only from its site.": (
            "La clé est la ligne que publie la campagne. Obtenez-la de ses responsables, et pas "
            "seulement de son site."
        ),
        "The log's address; to recount, its leaves are read there.": (
            "L'adresse du journal ; pour recompter, ses feuilles y sont lues."
        ),
        "Run the witness in FOLDER until Ctrl-C.": "Fait tourner le témoin de FOLDER (Ctrl-C).",
        "It refuses to start when what it had seen is gone: it must not sign again, and another "
        "one takes its place.": (
            "Il refuse de démarrer si ce qu'il avait vu est perdu : il ne doit plus signer, et un "
            "autre prend sa place."
        ),
        "Address to listen on.": "Adresse d'écoute.",
        "Print the keys of the witness in FOLDER, the logs it looks at, and what it has seen.": (
            "Affiche les clés du témoin de FOLDER, les journaux qu'il suit et ce qu'il a vu."
        ),
        "With evidence against a log, the exit code is 1.": (
            "S'il y a des preuves contre un journal, le code de sortie est 1."
        ),
    }
)
