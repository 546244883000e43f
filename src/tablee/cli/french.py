"""The commands in French: the help of each by its English sentence, and the library's own words."""

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

import click

from tablee.cli.words import language

HELP = {
    "Tablée: acts become gifts that sponsors pay for, and anyone can check the count.": (
        "Tablée : des actions deviennent des dons que paient des mécènes, et chacun peut "
        "vérifier le décompte."
    ),
    "Everything lives in one folder, TABLEE_HOME (./var if not said). Try: tablee demo": (
        "Tout tient dans un dossier, TABLEE_HOME (./var par défaut). Essayez : tablee demo"
    ),
    "English or French; without it, the language of your terminal.": (
        "Anglais ou français ; sans cela, la langue de votre terminal."
    ),
    "Show the version and exit.": "Affiche la version.",
    "Acts: import those of a partner, generate those of past editions.": (
        "Les actions : importer celles d'un partenaire, refaire celles d'éditions passées."
    ),
    'Count the acts of FILE for CAMPAIGN: one act in JSON a line; "-" reads standard input.': (
        "Compte pour CAMPAIGN les actions de FILE : une par ligne, en JSON ; « - » lit l'entrée "
        "standard."
    ),
    "It can be stopped and started again: it goes on where it was, and an act is counted once "
    "however often it is read. Bad lines are told with what to mend, and the others are counted; "
    "then the exit code is 1.": (
        "On peut l'arrêter et recommencer : la lecture reprend où elle en était, et une action "
        "n'est comptée qu'une fois. Les lignes fautives sont dites, les autres comptées ; le code "
        "de sortie est alors 1."
    ),
    "Print the acts of a past EDITION, made up again, one in JSON a line.": (
        "Affiche les actions d'une EDITION passée, réinventées, une par ligne en JSON."
    ),
    "Campaigns: check a file, see what it would cost, publish it.": (
        "Les campagnes : vérifier un fichier, voir ce qu'il coûterait, le publier."
    ),
    "Say everything that is wrong with FILE, and what to write instead.": (
        "Dit tout ce qui ne va pas dans FILE, et quoi écrire à la place."
    ),
    "Say what FILE would cost if so many acts came: meals, sponsors, days on which lines fill.": (
        "Dit ce que FILE coûterait si tant d'actions venaient : repas, mécènes, jours où les "
        "lignes se remplissent."
    ),
    "Acts expected every day.": "Actions attendues chaque jour.",
    "Expected acts per kind and day: TOML or CSV.": (
        "Actions attendues par type et par jour : TOML ou CSV."
    ),
    "Write the chart to this file too.": "Écrit aussi le graphique dans ce fichier.",
    "Create the campaign of FILE, or amend it; the same file again changes nothing.": (
        "Crée la campagne de FILE, ou l'amende ; le même fichier ne change rien."
    ),
    "A past edition: the acts' own time is the clock.": (
        "Une édition passée : l'heure des actions est l'horloge."
    ),
    "Who makes this amendment.": "Qui fait cet amendement.",
    "Why, in a sentence everybody will read.": "Pourquoi, en une phrase que chacun lira.",
    "From when; at once if not said.": "À partir de quand ; tout de suite sinon.",
    "Print the campaigns of this site.": "Liste les campagnes de ce site.",
    "Close CAMPAIGN now: no act is taken any more, appeals still run.": (
        "Clôt CAMPAIGN : plus aucune action n'est prise, les recours continuent."
    ),
    "Posts of which we were told before are still looked at, and count.": (
        "Les billets signalés avant sont encore lus, et comptent."
    ),
    "Posts told in time that nobody has looked at are waited for, unless --now is given.": (
        "Les billets signalés à temps que personne n'a lus sont attendus, sauf avec --now."
    ),
    "Refuse posts that nobody has looked at so far.": (
        "Refuse les billets que personne n'a encore lus."
    ),
    "Make the figures of a closed CAMPAIGN final, if no act waits for a decision.": (
        "Rend définitifs les chiffres d'une CAMPAIGN close, si rien n'attend de décision."
    ),
    "Play the campaign of 2012 again through the real door, in a folder of its own.": (
        "Rejoue la campagne de 2012 par la vraie porte, dans un dossier à part."
    ),
    "How long the five weeks take.": "Combien de secondes durent les cinq semaines.",
    "Any other if it is taken.": "Un autre s'il est pris.",
    "Do not open a browser.": "N'ouvre pas de navigateur.",
    "End when the campaign has been played.": "S'arrête quand la campagne est jouée.",
    "Keys by which partners send acts; only their hashes are kept.": (
        "Les clés par lesquelles les partenaires envoient des actions ; seules leurs empreintes "
        "sont gardées."
    ),
    "Make a key for CAMPAIGN and print it, once.": (
        "Fait une clé pour CAMPAIGN et la montre, une seule fois."
    ),
    "Receipt codes: what shoppers type to have their receipt counted.": (
        "Les codes de ticket : ce que saisissent les clients pour que leur ticket compte."
    ),
    "Issue codes for CAMPAIGN, and write them down as CSV: they are kept nowhere else.": (
        "Émet des codes pour CAMPAIGN, en CSV : ils ne sont gardés nulle part ailleurs."
    ),
    "Each counts once, within the campaign's window. A code that names a receipt and the till's "
    "own file about that receipt are one gift.": (
        "Chacun compte une fois, pendant la campagne. Un code qui nomme un ticket et le fichier "
        "de caisse sur ce ticket sont un seul don."
    ),
    "The kind they count as; without it, the only one.": (
        "Le type comme lequel ils comptent ; sans cela, le seul qui soit."
    ),
    "How many codes.": "Combien de codes.",
    "Of the series, to find and revoke it later.": (
        "De la série, pour la retrouver et la révoquer."
    ),
    "CSV of the receipts they are printed on: store,receipt. One code for each.": (
        "CSV des tickets sur lesquels ils sont imprimés : store,receipt. Un code pour chacun."
    ),
    "Whose receipts, as in the till's own files.": (
        "À qui sont les tickets, comme dans les fichiers de caisse."
    ),
    'The file to write; "-" is the terminal.': "Le fichier à écrire ; « - » est le terminal.",
    "Print the series and the key with which a partner makes codes for CAMPAIGN by itself.": (
        "Affiche la série et la clé avec lesquelles un partenaire fait lui-même des codes pour "
        "CAMPAIGN."
    ),
    "docs/receipt-codes.md says how. Whoever has the key makes as many as they like.": (
        "docs/receipt-codes.fr.md dit comment. Qui a la clé en fait autant qu'il veut."
    ),
    "Of the partner, to find and revoke it later.": (
        "Du partenaire, pour la retrouver et la révoquer."
    ),
    "Print the series of codes of CAMPAIGN.": "Liste les séries de codes de CAMPAIGN.",
    "Make the codes of the series NAME good for nothing from now on; what they brought stays.": (
        "Rend désormais sans valeur les codes de la série NAME ; ce qu'ils ont apporté reste."
    ),
    "A kind it may send; without any, all.": "Un type qu'elle peut envoyer ; sans cela, tous.",
    "What to call it, to find and revoke it later.": ("Son nom, pour la retrouver et la révoquer."),
    "Sign what CAMPAIGN says in the fediverse with another key from now on.": (
        "Signe désormais avec une autre clé ce que CAMPAIGN dit dans le fédivers."
    ),
    "Servers that know the former one ask for the new one by themselves.": (
        "Les serveurs qui connaissent l'ancienne demandent d'eux-mêmes la nouvelle."
    ),
    "Print the keys of CAMPAIGN, without the keys themselves.": (
        "Liste les clés de CAMPAIGN, sans les clés elles-mêmes."
    ),
    "Make the key NAME of CAMPAIGN good for nothing from now on.": (
        "Rend la clé NAME de CAMPAIGN inutilisable."
    ),
    "CAMPAIGN may be left out where only one campaign has a good key of that name.": (
        "CAMPAIGN peut manquer si une seule campagne a une clé valable de ce nom."
    ),
    "Receivers to which everything that happens in a campaign is sent: webhooks.": (
        "Les destinataires à qui tout ce qui arrive dans une campagne est envoyé : webhooks."
    ),
    "Send the events of CAMPAIGN to ADDRESS from now on, and print the secret, once.": (
        "Envoie désormais les événements de CAMPAIGN à ADDRESS, et montre le secret, une seule "
        "fois."
    ),
    "Print the receivers of CAMPAIGN and how it goes, without their secrets.": (
        "Liste les destinataires de CAMPAIGN et comment cela va, sans leurs secrets."
    ),
    "Give receiver NUMBER another secret, and print it, once.": (
        "Donne un autre secret au destinataire NUMBER et le montre, une seule fois."
    ),
    "How long events are signed with the former secret as well.": (
        "Combien d'heures les événements sont aussi signés avec l'ancien secret."
    ),
    "Send events from now on to receiver NUMBER again, which had answered 410.": (
        "Envoie de nouveau les événements au destinataire NUMBER, qui avait répondu 410."
    ),
    "Send nothing to receiver NUMBER any more, and forget its secrets.": (
        "N'envoie plus rien au destinataire NUMBER et oublie ses secrets."
    ),
    "Send an event to receiver NUMBER that says nothing, and print what comes of it.": (
        "Envoie au destinataire NUMBER un événement qui ne dit rien, et affiche ce qu'il en est."
    ),
    "It is sent once, from here, without the queue. When it is not taken the exit code is 1.": (
        "Il est envoyé une fois, d'ici, sans passer par la file. S'il n'est pas accepté, le code "
        "de sortie est 1."
    ),
    "Export CAMPAIGN: log, terms, books and verifier in one zip, up to the last checkpoint.": (
        "Exporte CAMPAIGN : journal, règlement, registre et vérificateur en un zip, jusqu'au "
        "dernier point de contrôle."
    ),
    "The same log makes the same bytes. A running site does this by itself, every day and at the "
    "close.": (
        "Le même journal donne les mêmes octets. Un site en marche le fait de lui-même, chaque "
        "jour et à la clôture."
    ),
    "Folder to write to; without it, where the site offers its exports.": (
        "Dossier où écrire ; sinon, là où le site propose ses exports."
    ),
    "Erase what is kept of one act of CAMPAIGN, or of all that one supporter did.": (
        "Efface ce qui est gardé d'une action de CAMPAIGN, ou de tout ce qu'a fait un participant."
    ),
    "The act is named by the TOKEN of its receipt, or by its number. It goes on counting, and the "
    "log still proves that; nothing says any more what it was, or whose.": (
        "L'action est nommée par le TOKEN de son reçu, ou par son numéro. Elle compte toujours, et "
        "le journal le prouve encore ; plus rien ne dit ce qu'elle était, ni de qui."
    ),
    "Number of the act.": "Numéro de l'action.",
    "Who: a blog's host, a handle, a mail address.": (
        "Qui : l'hôte d'un blog, un pseudonyme, une adresse."
    ),
    "Run the site until Ctrl-C.": "Fait tourner le site jusqu'à Ctrl-C.",
    "Address to listen on; before TABLEE_HOST.": "Adresse d'écoute ; avant TABLEE_HOST.",
    "Port; before TABLEE_PORT.": "Port ; avant TABLEE_PORT.",
    "Show the site in a browser.": "Montre le site dans un navigateur.",
    "Look at posts and ask blogs for new ones, until Ctrl-C; beside it runs the site.": (
        "Regarde les billets et interroge les blogs, jusqu'à Ctrl-C ; à côté tourne le site."
    ),
    "Several may run beside each other, each of them also beside a site that works by itself.": (
        "Plusieurs peuvent tourner côte à côte, et aussi à côté d'un site qui travaille lui-même."
    ),
    "Before TABLEE_WORKERS.": "Avant TABLEE_WORKERS.",
    "Print the three numbers of CAMPAIGN: paid, unpaid, pending.": (
        "Affiche les trois nombres de CAMPAIGN : gagnés, sans repas, en attente."
    ),
    "What tally.json serves.": "Ce que sert tally.json.",
    "Print every setting, its value, and where that came from.": (
        "Affiche chaque réglage, sa valeur, et d'où elle vient."
    ),
    "Re-derive every figure from the acts; name the first invariant that does not hold.": (
        "Recalcule chaque chiffre à partir des actions ; nomme le premier invariant rompu."
    ),
    "Print what waits to be told to the world, oldest first.": (
        "Affiche ce qui attend d'être dit au monde, le plus ancien d'abord."
    ),
    "Make the tables of the site, or bring them to this version.": (
        "Fait les tables du site, ou les met à cette version."
    ),
    "People who decide acts in the staff pages.": (
        "Les personnes qui décident des actions dans les pages de l'équipe."
    ),
    "Make an account for NAME and print its password, once.": (
        "Fait un compte pour NAME et montre son mot de passe, une seule fois."
    ),
    "A moderator decides about acts and hosts. An organiser also raises pledges, posts messages, "
    "marks posts, revokes keys and lets dead work be tried again. An operator may do everything, "
    "and makes accounts.": (
        "Un modérateur (moderator) décide des actions et des hôtes. Un organisateur (organiser) "
        "relève aussi des engagements, publie des messages, marque des billets, révoque des clés "
        "et fait reprendre le travail mort. Un exploitant (operator) peut tout faire, et fait "
        "les comptes."
    ),
    "What NAME is there for.": "À quoi sert NAME.",
    "Shifts of volunteers: import a table of them, list them.": (
        "Les créneaux de bénévoles : en importer un tableau, les lister."
    ),
    "Make the shifts of FILE for CAMPAIGN: CSV with English or French headings.": (
        "Crée les créneaux de FILE pour CAMPAIGN : du CSV, en-têtes en français ou en anglais."
    ),
    "With any fault nothing is made: each is told with its line and what to write instead, and "
    "the exit code is 1. The same file again changes nothing.": (
        "À la moindre faute rien n'est créé : chacune est dite avec sa ligne et quoi écrire à la "
        "place, et le code de sortie est 1. Le même fichier ne change rien."
    ),
    "Print the shifts of CAMPAIGN and how many places are taken; never anybody's name.": (
        "Liste les créneaux de CAMPAIGN et les places prises ; jamais le nom de personne."
    ),
}
_BACK = {french: english for english, french in HELP.items()}
PARAGRAPH = "\n\n"
DOMAIN = "messages"
LOCALE = Path(__file__).parent / "locale"


def add_help(words: Mapping[str, str]) -> None:
    """Let a command's help, by its English words, have these French ones."""
    HELP.update(words)
    _BACK.update({french: english for english, french in words.items()})


def translate(command: click.Command) -> None:
    """Let *command* and all below it give help in the language spoken now."""
    command.help = _said(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = _said(parameter.help)
    if isinstance(command, click.Group):
        for each in command.commands.values():
            translate(each)


def translate_library() -> None:
    """Let what click says by itself (Usage, Options, Error) be in the language spoken now.

    It asks gettext, which asks the environment; what ``--lang`` says goes before that.
    """
    gettext.bindtextdomain(DOMAIN, LOCALE)
    os.environ["LANGUAGE"] = language()


def _said(text: str | None) -> str | None:
    if text is None:
        return None
    words = HELP if language() == "fr" else _BACK
    paragraphs = [" ".join(part.split()) for part in text.split(PARAGRAPH)]
    return PARAGRAPH.join(words.get(part, part) for part in paragraphs)
