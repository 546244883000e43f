"""Write docs/networks.md and its French twin from what connectors say of themselves."""

import sys
from collections.abc import Iterable

from tablee.core.network import Option
from tablee.core.text import Text
from tablee.ports.verb import Connector
from tablee.registry import connectors
from tools.house.sources import ROOT

PAGES = {"en": ROOT / "docs" / "networks.md", "fr": ROOT / "docs" / "networks.fr.md"}
HEAD = Text(
    en="""\
# Networks

Where campaigns look for posts by themselves, and whose posts people may tell of by pasting an
address into any form for posts. A post on a network counts as the first kind with
`proof = "hashtag"`, wherever it was pasted and whoever found it, and once; without such a kind it
counts as the kind of the form. It needs the hashtag, or a link to the campaign. Where a network
shows us nothing, the act keeps its place in the line and a person looks (flag `closed_network`).

For a campaign to look by itself it names them in its file, in a table
`[[networks]]` for each; it needs a hashtag, and a kind with `proof = "hashtag"`. Written by
`make docs` from what each connector says of itself (`about` and `options` in its folder of
`tablee.connectors`): adding a network is adding a folder.

Tokens never stand in a campaign file: they are in the setting `TABLEE_NETWORK_SECRETS`, or in the
file that `TABLEE_NETWORK_SECRETS_FILE` names. They are sent to their network alone, over TLS, and
written nowhere.

The staff's page *Networks* shows how each reader fares: whether it reads, waits, lacks a token or
is closed out, when it last read, what was spent and how far the limit is. What a network says in
sum only is an estimate: the campaign's page shows it with its time and source, and it counts
nothing.
""",
    fr="""\
# Réseaux

Où les campagnes cherchent d’elles-mêmes des publications, et de quels réseaux on peut signaler une
publication en collant son adresse dans tout formulaire de billets. Une publication sur un réseau
compte comme le premier type avec `proof = "hashtag"`, où qu’on l’ait collée et qui que ce soit qui
l’ait trouvée, et une seule fois ; sans un tel type, elle compte comme celui du formulaire. Il lui
faut le mot-dièse, ou un lien vers la campagne. Là où un réseau ne nous montre rien, l’action garde
sa place dans la file et une personne regarde (signalement `closed_network`).

Pour chercher d’elle-même, une campagne les nomme dans son fichier,
dans une table `[[networks]]` pour chacun ; il lui faut un mot-dièse, et un type d’action avec
`proof = "hashtag"`. Écrit par `make docs` d’après ce que chaque connecteur dit de lui-même
(`about` et `options` dans son dossier de `tablee.connectors`) : ajouter un réseau, c’est ajouter
un dossier.

Les jetons d’accès ne figurent jamais dans un fichier de campagne : ils sont dans le réglage
`TABLEE_NETWORK_SECRETS`, ou dans le fichier que nomme `TABLEE_NETWORK_SECRETS_FILE`. Ils ne sont
envoyés qu’à leur réseau, par TLS, et ne sont écrits nulle part.

La page *Réseaux* de l’équipe montre où en est chaque lecteur : s’il lit, attend, n’a pas de jeton
ou trouve porte close, quand il a lu pour la dernière fois, ce qui a été dépensé et où en est la
limite. Ce qu’un réseau ne dit qu’en somme est une estimation : la page de la campagne la montre
avec son heure et sa source, et elle ne compte pour rien.
""",
)
CHECKED = Text(
    en="Pasted addresses: we look by ourselves.", fr="Adresses collées : nous regardons nous-mêmes."
)
BY_PERSON = Text(
    en="Pasted addresses: a person looks.", fr="Adresses collées : une personne regarde."
)
HEADING = Text(en="| option | left out | meaning |", fr="| option | sans elle | sens |")


def page(found: Iterable[Connector], language: str) -> str:
    """Return the page about *found*; connectors that say nothing of themselves are not on it."""
    parts = [HEAD.say(language)]
    for each in found:
        if each.about is not None:
            parts.append(f"\n## {each.name}\n\n{each.about.say(language).strip()}\n")
            parts.append(_pasting(each, language))
            parts.append(_options(each.name, each.options, language))
    return "".join(parts)


def _pasting(connector: Connector, language: str) -> str:
    if connector.look is None:
        return ""
    is_checked = connector.pasting is None or connector.pasting.is_checked
    return f"\n{(CHECKED if is_checked else BY_PERSON).say(language)}\n"


def _options(name: str, options: tuple[Option, ...] | None, language: str) -> str:
    if options is None:
        return ""
    lines = ["", "```toml", "[[networks]]", f'name = "{name}"']
    if options:
        pairs = ", ".join(f'{option.name} = "{option.example}"' for option in options)
        lines.append(f"options = {{ {pairs} }}")
    lines.append("```")
    if options:
        lines += ["", HEADING.say(language), "|---|---|---|"]
        lines += [_row(option, language) for option in options]
    return "\n".join(lines) + "\n"


def _row(option: Option, language: str) -> str:
    refused = "**refusé**" if language == "fr" else "**refused**"
    nothing = "rien" if language == "fr" else "nothing"
    default = f"`{option.default}`" if option.default else nothing
    return (
        f"| `{option.name}` | {refused if option.is_required else default} "
        f"| {option.about.say(language)} |"
    )


def main() -> int:
    """Write both pages anew."""
    for language, path in PAGES.items():
        path.write_text(page(connectors(), language), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
