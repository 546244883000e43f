"""Whether the networks of a file can be read by the site that is to run the campaign."""

from collections.abc import Mapping, Sequence

from tablee.campaign_file.finding import Notes, choose
from tablee.campaign_file.parsing.sections import Values
from tablee.campaign_file.places import Path
from tablee.core.network import Option
from tablee.core.terms import Proof
from tablee.core.text import Text

Known = Mapping[str, Sequence[Option]]
"""The networks that a site can read, each with what may be said of it."""


def check_networks(
    notes: Notes, sections: Mapping[str, Sequence[Values]], known: Known | None
) -> None:
    """Note what is wrong with the networks; without *known*, only that nothing can be found."""
    rows = sections["networks"]
    if rows:
        _warn_of_silence(notes, sections)
    for index, row in enumerate(rows):
        name = row.get("name", "")
        if known is None or not name:
            continue
        if name in known:
            _check_options(notes, ("networks", index), row, known[name])
        else:
            notes.refuse(
                ("networks", index, "name"),
                Text(
                    en=f"This site cannot read the network '{name}'.",
                    fr=f"Ce site ne sait pas lire le réseau « {name} ».",
                ),
                choose(name, known),
            )


def _check_options(notes: Notes, path: Path, row: Values, options: Sequence[Option]) -> None:
    known = {option.name: option for option in options}
    said = dict(row.get("options", ()))
    for name, value in said.items():
        if name not in known:
            notes.refuse(
                (*path, "options", name),
                Text(
                    en=f"The network '{row['name']}' has no option '{name}'.",
                    fr=f"Le réseau « {row['name']} » n’a pas d’option « {name} ».",
                ),
                choose(name, known),
            )
        elif not known[name].takes(value):
            notes.refuse(
                (*path, "options", name),
                Text(en=f"'{value[:80]}' cannot be used here.", fr=_unfit(value)),
                _example(known[name]),
            )
    for option in options:
        if option.is_required and option.name not in said:
            notes.refuse(
                (*path, "options"),
                Text(en=f"'{option.name}' is missing.", fr=f"Il manque « {option.name} »."),
                _example(option),
            )


def _warn_of_silence(notes: Notes, sections: Mapping[str, Sequence[Values]]) -> None:
    has_kind = any(each.get("proof") == Proof.HASHTAG for each in sections["kinds"])
    if has_kind and sections[""][0].get("hashtag"):
        return
    notes.warn(
        ("networks",),
        Text(
            en="Nothing will be found there: posts are known by the campaign's hashtag.",
            fr="On n’y trouvera rien : les publications se reconnaissent au mot-dièse.",
        ),
        Text(
            en='Give the campaign a hashtag, and a kind the line proof = "hashtag".',
            fr='Donnez un mot-dièse à la campagne, et à un type la ligne proof = "hashtag".',
        ),
    )


def _unfit(value: str) -> str:
    return f"« {value[:80]} » ne convient pas ici."


def _example(option: Option) -> Text:
    line = f'options = {{ {option.name} = "{option.example}" }}'
    return Text(
        en=f"{option.about.en}\nWrite for example: {line}",
        fr=f"{option.about.fr}\nÉcrivez par exemple : {line}",
    )
