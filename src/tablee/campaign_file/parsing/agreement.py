"""Whether the tables of a file agree: names that refer, windows that fit, promises that cover.

`core.terms` refuses what contradicts itself, one thing at a time and in one language. Here the
same rules are looked at together, so that a file is mended in one go; a test holds that whatever
passes here passes there.
"""

from collections.abc import Iterator, Mapping, Sequence

from tablee.campaign_file.finding import Notes, choose
from tablee.campaign_file.parsing.sections import Values
from tablee.campaign_file.places import Path
from tablee.campaign_file.vocabulary import Field, tables
from tablee.core.terms import FLOOR, Proof
from tablee.core.text import Text

Sections = Mapping[str, Sequence[Values]]


def check_agreement(notes: Notes, sections: Sections) -> None:
    """Note everything in which the tables contradict each other."""
    _names(notes, sections)
    _reserved(notes, sections)
    _references(notes, sections)
    _referrals(notes, sections)
    _proofs(notes, sections)
    _windows(notes, sections)
    _milestones(notes, sections)
    _raises(notes, sections)


def _names(notes: Notes, sections: Sections) -> None:
    for room, rows in sections.items():
        seen: dict[str, int] = {}
        for index, row in enumerate(rows):
            name = row.get("name", "")
            if name and name in seen:
                first = notes.places.line((room, seen[name], "name"))
                notes.refuse(
                    (room, index, "name"),
                    Text(
                        en=f"The name '{name}' is used twice.",
                        fr=f"Le nom « {name} » est pris deux fois.",
                    ),
                    Text(
                        en=f"Give this one another name; the first is on line {first}.",
                        fr=f"Donnez-lui un autre nom ; le premier est à la ligne {first}.",
                    ),
                )
            seen.setdefault(name, index)


def _reserved(notes: Notes, sections: Sections) -> None:
    for index, pool in enumerate(sections["pools"]):
        if pool.get("name") == FLOOR:
            notes.refuse(
                ("pools", index, "name"),
                Text(
                    en=f"The books use the name '{FLOOR}' themselves.",
                    fr=f"Le registre se sert déjà du nom « {FLOOR} ».",
                ),
                Text(en="Choose another name.", fr="Choisissez un autre nom."),
            )


def _references(notes: Notes, sections: Sections) -> None:
    names = {room: [row.get("name", "") for row in rows] for room, rows in sections.items()}
    for path, field, value in _referring(sections):
        known = [name for room in field.refers for name in names[room]]
        for name in _named_in(value):
            if name and name not in known:
                spoken = " / ".join(f"[[{room}]]" for room in field.refers)
                notes.refuse(
                    (*path, name) if field.shape == "weights" else path,
                    Text(
                        en=f"'{name}' is not defined in {spoken}.",
                        fr=f"« {name} » n’est pas défini dans {spoken}.",
                    ),
                    choose(name, known),
                )


def _referring(sections: Sections) -> Iterator[tuple[Path, Field, object]]:
    for table in tables():
        for index, row in enumerate(sections[table.name]):
            for field in table.fields:
                if field.refers and field.name in row:
                    yield (table.name, index, field.name), field, row[field.name]


def _named_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [each if isinstance(each, str) else each.sponsor for each in value]
    return []


def _referrals(notes: Notes, sections: Sections) -> None:
    for index, kind in enumerate(sections["kinds"]):
        name = kind.get("name")
        others = [each.get("name", "") for each in sections["kinds"] if each.get("name") != name]
        if name and kind.get("referral_of") == name:
            notes.refuse(
                ("kinds", index, "referral_of"),
                Text(
                    en="A kind cannot be brought by its own acts.",
                    fr="Un type d’action ne peut pas être donné par ses propres actions.",
                ),
                choose("", others),
            )


def _proofs(notes: Notes, sections: Sections) -> None:
    """Some lines belong to one proof only, and nothing is chosen from itself."""
    for index, kind in enumerate(sections["kinds"]):
        if kind.get("name") in kind.get("chosen_from", ()):
            notes.refuse(
                ("kinds", index, "chosen_from"),
                Text(
                    en="A kind is not selected from its own acts.",
                    fr="On ne sélectionne pas un type parmi ses propres actions.",
                ),
                Text(en="Leave its own name out.", fr="Retirez son propre nom."),
            )
    for name, proof in (("chosen_from", Proof.CHOICE), ("is_hourly", Proof.PRESENCE)):
        for index, kind in enumerate(sections["kinds"]):
            if kind.get(name) and kind.get("proof") != proof:
                notes.refuse(
                    ("kinds", index, name),
                    Text(
                        en=f"'{name}' belongs to kinds whose proof is '{proof}'.",
                        fr=f"« {name} » va avec les types dont la preuve est « {proof} ».",
                    ),
                    Text(
                        en=f'Write proof = "{proof}", or leave it out.',
                        fr=f'Écrivez proof = "{proof}", ou retirez cette ligne.',
                    ),
                )


def _windows(notes: Notes, sections: Sections) -> None:
    campaign = sections[""][0]
    if "opens_at" not in campaign or "closes_at" not in campaign:
        return
    opens, closes = campaign["opens_at"], campaign["closes_at"]
    if not opens < closes:
        notes.refuse(
            ("closes_at",),
            Text(
                en="The campaign closes before it opens.",
                fr="La campagne ferme avant d’ouvrir.",
            ),
            Text(en=f"Write a moment after {opens}.", fr=f"Écrivez un instant après {opens}."),
        )
        return
    for index, phase in enumerate(sections["phases"]):
        window = {**campaign, **phase}
        if not opens <= window["opens_at"] < window["closes_at"] <= closes:
            notes.refuse(
                ("phases", index),
                Text(
                    en="A phase opens before it closes, inside the campaign's window.",
                    fr="Une phase ouvre avant de fermer, à l’intérieur de la campagne.",
                ),
                Text(
                    en=f"Choose moments from {opens} to {closes}.",
                    fr=f"Choisissez des instants de {opens} à {closes}.",
                ),
            )


def _milestones(notes: Notes, sections: Sections) -> None:
    waited_for = {kind.get("opens_with") for kind in sections["kinds"]}
    for index, each in enumerate(sections["milestones"]):
        path: Path = ("milestones", index)
        effect = [bool(each.get(name)) for name in ("pool", "units", "sponsors")]
        if any(effect) and not all(effect):
            notes.refuse(
                path,
                Text(
                    en="Cover needs a pool, units and sponsors together.",
                    fr="Pour couvrir une ligne, il faut à la fois pool, units et sponsors.",
                ),
                Text(
                    en="Write all three, or none if it only opens a kind.",
                    fr="Écrivez les trois, ou aucun s’il ne fait qu’ouvrir un type d’action.",
                ),
            )
        if each.get("measure") == "supporters" and each.get("kinds"):
            notes.refuse(
                (*path, "kinds"),
                Text(
                    en="Participants are counted over all kinds.",
                    fr="Les participants sont comptés sur tous les types d’action.",
                ),
                Text(en="Leave 'kinds' out.", fr="Retirez « kinds »."),
            )
        if not any(effect) and each.get("name") not in waited_for:
            notes.warn(
                path,
                Text(en="Nothing follows from it.", fr="Il n’a aucun effet."),
                Text(
                    en="Let it cover a pool, or name it in a kind's 'opens_with'.",
                    fr="Faites-lui couvrir une ligne, ou nommez-le dans « opens_with ».",
                ),
            )


def _raises(notes: Notes, sections: Sections) -> None:
    closes = sections[""][0].get("closes_at")
    seen: dict[tuple[object, object], int] = {}
    for index, each in enumerate(sections["raises"]):
        path: Path = ("raises", index, "effective_at")
        moment = each.get("effective_at")
        second = moment.replace(microsecond=0) if moment else None
        first = seen.setdefault((each.get("pledge"), second), index)
        if moment and first != index:
            notes.refuse(
                path,
                Text(
                    en="The same pledge is already raised at that very moment.",
                    fr="Le même engagement est déjà relevé à cet instant.",
                ),
                Text(
                    en="Write one raise with the sum, or another moment.",
                    fr="Écrivez un seul relèvement avec la somme, ou un autre instant.",
                ),
            )
        if moment and closes and moment > closes:
            notes.warn(
                path,
                Text(
                    en="This raise comes after the close.",
                    fr="Ce relèvement vient après la fin.",
                ),
                Text(
                    en="It pays acts that were waiting, but brings no new ones.",
                    fr="Il paie les actions en attente, mais n’en suscite plus.",
                ),
            )
