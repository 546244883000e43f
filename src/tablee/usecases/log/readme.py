"""What an export says of itself to whoever unpacks it."""

from tablee.core.log.checkpoint import Checkpoint


def readme(campaign: str, checkpoint: Checkpoint, vkey: str) -> str:
    """Return the text of ``README.txt``, in French and English."""
    return TEXT.format(campaign=campaign, checkpoint=checkpoint, vkey=vkey)


TEXT = """\
{campaign}
==========

(English below.)

Cette archive contient tout ce qu'il faut pour recompter la campagne « {campaign} » sans nous
croire et sans réseau : son journal public, ses règlements, ses registres et un vérificateur.
Elle ne contient aucune donnée personnelle. Elle s'arrête à la feuille {checkpoint.size}.

Vérifier, en une commande ou d'un clic :

    tablee verify .
    (ou ouvrez verifier.html dans un navigateur, réseau coupé, et donnez-lui cette archive)

Refaire les comptes, avec des programmes qui ne nous connaissent pas :

    bean-check ledger/main.beancount
    hledger -f ledger/main.journal check --strict ordereddates

Les registres comptent des unités du don (UNIT : un repas, par exemple), et non de l'argent.

La clé de ce journal est ci-dessous. Comparez-la à celle que publient les mécènes et
l'association, sur leurs propres sites : une clé lue seulement ici ne prouve rien contre nous.

    {vkey}

Les fichiers :

    checkpoint        le point de contrôle : la longueur du journal et sa racine, signées
    policy            quels témoins doivent l'avoir contresigné
    keys.json         les clés des parties, pour information
    tile/             le journal lui-même, au format C2SP tlog-tiles
    leaves.jsonl      ses feuilles, une par ligne
    acts.csv          les actions, telles qu'elles sont décidées à la fin
    tally.json        le dernier décompte
    terms/            chaque version publiée du règlement
    ledger/           le registre, pour Beancount, hledger, un tableur ou un programme
    verifier.html     le vérificateur, en une page
    hashes            l'empreinte SHA-256 de chaque fichier, signée par le journal

----

This archive holds all it takes to count the campaign "{campaign}" again without believing us
and without a network: its public log, its terms, its books and a verifier. It holds no personal
data. It ends at leaf {checkpoint.size}.

To check it, with one command or one click:

    tablee verify .
    (or open verifier.html in a browser, with the network off, and give it this archive)

To do the accounts again, with programs that have never heard of us:

    bean-check ledger/main.beancount
    hledger -f ledger/main.journal check --strict ordereddates

The books count units of the gift (UNIT: a meal, say), and no money.

The key of this log is below. Compare it with the one that the sponsors and the association
publish on sites of their own: a key that you read only here proves nothing against us.

    {vkey}

The files:

    checkpoint        how long the log is, and its root, signed
    policy            which witnesses must have cosigned it
    keys.json         the keys of the parties, for information
    tile/             the log itself, as C2SP tlog-tiles
    leaves.jsonl      its leaves, one in each line
    acts.csv          the acts, as they are decided at the end
    tally.json        the last tally
    terms/            every published version of the terms
    ledger/           the books, for Beancount, hledger, a spreadsheet or a program
    verifier.html     the verifier, as one page
    hashes            the SHA-256 of every file, signed by the log
"""
