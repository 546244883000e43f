"""A campaign in which everything happens once: the examples of docs/events.md are its events.

`python -m tests.usecases.hooks.story` writes them into the page and its French twin.
"""

import json
import sys
from pathlib import Path

from tests import make
from tests.core.promising.keys import signed_note, signer
from tests.usecases.stage import Stage

from tablee.core.decision import Ruling
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import Kind, write_text
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.core.text import Text
from tablee.outside.signing import verify
from tablee.ports.desk import Letter, Message, Note
from tablee.usecases.codes.tell_of_guesses import tell_of_guesses
from tablee.usecases.hooks.count_acts import count_acts
from tablee.usecases.hooks.event import TYPE_PREFIX, event_of
from tablee.usecases.hooks.register_hook import register_hook
from tablee.usecases.hooks.topics import HOOK_TRIED, TOPICS
from tablee.usecases.post_note import post_note
from tablee.usecases.posts.appeal_act import Answer, Plea, answer_appeal, appeal_act
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.register_key import register_key
from tablee.usecases.selections.choose_act import Choice, choose_act

SOURCE = f"https://meals.example/c/{make.SLUG}/"
DOCS = Path(__file__).parents[3] / "docs"
PAGES = {"en": DOCS / "events.md", "fr": DOCS / "events.fr.md"}
BEGIN = "<!-- written by python -m tests.usecases.hooks.story -->"
END = "<!-- end -->"
HEADS = {"en": "| type | when |", "fr": "| type | quand |"}


def everything_happens():
    """Return a stage on which each change has happened at least once."""
    chosen = make.kind("selection", 15, proof=Proof.CHOICE)
    milestone = make.milestone(pool="blogs", units=50, shares=make.shares(Dana=1))
    kinds = (*make.terms().kinds, chosen)
    stage = Stage(make.terms(kinds=kinds, milestones=(milestone,)))
    register_hook(stage.desks, stage.clock, make.SLUG, SOURCE, "whsec_b25l")
    posts = [make.claim(f"https://emil.example/{n}", by=f"Emil {n}") for n in range(12)]
    stage.record(*posts, make.unverified("https://fay.example/1", by="Fay"))
    stage.record(make.unverified("https://fay.example/2", by="Fay"))
    count_acts(stage.desks, stage.clock, {})
    stage.clock.ms += 60_000
    stage.decide(13, Ruling.CONFIRM)
    stage.decide(14, Ruling.REFUSE, Reason.SPAM)
    appeal_act(stage.desks, stage.clock, make.SLUG, 14, Plea("Please look again."))
    stage.clock.ms += 60_000
    answer = Answer(14, is_granted=True, note="We were wrong.", by="Ada")
    answer_appeal(stage.desks, stage.clock, make.SLUG, answer)
    stage.decide(14, Ruling.REVERSE, Reason.SPAM)
    why = Text("It made the kitchen laugh.", "Toute la cuisine en a ri.")
    choose_act(stage.desks, stage.clock, make.SLUG, Choice(1, why, "Ada"))
    tell_of_guesses(stage.desks, stage.clock, make.SLUG, 300)
    note = Note("Dana", "Well done!", "Bravo !", stage.clock.ms)
    post_note(stage.desks, make.SLUG, note)
    sign_payment(stage)
    stage.clock.pass_days(60)
    stage.advance()
    stage.close()
    stage.settle()
    return stage


def sign_payment(stage):
    """Let Dana pay for some meals, and sign that."""
    dana = PartyKey("sponsor", "Dana", str(signer("dana.example").key))
    register_key(stage.desks, stage.clock, make.SLUG, dana)
    paid = {"campaign": make.SLUG, "sponsor": "Dana", "units": "100", "on": "2026-03-01"}
    text = write_text(Kind.PAYMENT, paid | {"reference": "Transfer 17"})
    whole = signed_note(text, signer("dana.example"))
    accept_document(stage.desks, stage.clock, make.SLUG, whole, verify)


def letters(stage):
    """Return every message of the story, in order, and that of a trial."""
    with stage.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        found = [desk.outbox.letter(number) for number in range(1, 100)]
    tried = Message(HOOK_TRIED, f"{make.SLUG}:tried:1:1", {"campaign": make.SLUG})
    return [*filter(None, found), Letter(0, campaign.id, stage.clock.ms, tried)]


def examples():
    """Return one event of each sort, as it is sent, by topic."""
    found = {}
    for letter in letters(everything_happens()):
        found.setdefault(letter.message.topic, json.loads(event_of(letter, SOURCE).body))
    return found


def page_with(page, language):
    """Return *page* with the table of all events and an example of each."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = [BEGIN, HEADS[language], "|---|---|"]
    lines += [f"| `{TYPE_PREFIX}{each.name}` | {each.about.say(language)} |" for each in TOPICS]
    for event in examples().values():
        lines += ["", "```json", json.dumps(event, indent=2, ensure_ascii=False), "```"]
    return before + "\n".join([*lines, END]) + after


def main():
    """Write both pages."""
    for language, path in PAGES.items():
        page = path.read_text(encoding="utf-8")
        path.write_text(page_with(page, language), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
