"""Fills a site with something on every page of the staff: `python -m tests.journeys.staffed`."""

import os

from tests import make
from tests.core.promising.keys import signed_note, signer
from tests.journeys import flagged

from tablee.config import read_settings
from tablee.core.decision import Ruling
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wanted import promises_of
from tablee.core.promising.wording import Kind, write_text
from tablee.core.reason import Reason
from tablee.core.volunteering.shift import HOUR_MS, Shift
from tablee.outside.signing import verify
from tablee.ports.blogs import HostRule, Standing
from tablee.ports.desk import Note, PartnerKey
from tablee.ports.networks.bulletins import Bulletin, Condition
from tablee.ports.networks.estimates import Estimate
from tablee.ports.tasks import Hold, Task
from tablee.usecases.blogs.judge_host import judge_host
from tablee.usecases.decide_act import Judgement
from tablee.usecases.issue_key import issue_key
from tablee.usecases.post_books import post_books
from tablee.usecases.post_note import post_note
from tablee.usecases.posts.decide_post import decide_post
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.register_key import register_key, revoke_key
from tablee.usecases.shifts.make_shifts import make_shifts
from tablee.usecases.shifts.sign_up import Wish, sign_up
from tablee.web.settings import WEB
from tablee.wiring import open_site

POSTS = 4
LONG = "https://a-blog-with-a-very-long-name.some-platform.example/its/feed/that/is/no/feed.xml"


def main() -> None:
    flagged.main(POSTS)
    site = open_site(read_settings(os.environ), web=WEB)
    now_ms = site.clock.now_ms()
    for number, ruling, reason in (
        (1, Ruling.CONFIRM, Reason.NONE),
        (2, Ruling.REFUSE, Reason.SPAM),
    ):
        judgement = Judgement(number, ruling, reason, "A sentence for Emil.", "ada")
        decide_post(site.desks, site.clock, make.SLUG, judgement)
    issue_key(site.desks, site.clock, PartnerKey("till", make.SLUG, b"d" * 32, ("share",)))
    post_note(site.desks, make.SLUG, Note("Dana", "Well done!", "Bravo !", now_ms))
    post_books(site.desks, site.clock, make.SLUG)
    blocked = HostRule("advertising.example", Standing.BLOCKED, "Only advertising.", "ben", now_ms)
    judge_host(site.desks, site.clock, blocked)
    shift = Shift(0, 0, LONG[:110], "1 Main St", now_ms + HOUR_MS, now_ms + 4 * HOUR_MS, 3)
    make_shifts(site.desks, site.clock, make.SLUG, [shift])
    wish = Wish(make.SLUG, 1, "emil@blog.example", "Emil", "The post", "en", "here")
    sign_up(site.desks, site.clock, site.secret, wish, 10)
    sign_something(site)
    with site.desks.write() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        for condition in Condition:
            reader = f"{condition}:{LONG.partition('://')[2]}"
            bulletin = Bulletin(reader[:200], condition, f"403 {LONG}", now_ms, now_ms)
            desk.bulletins.post(campaign.id, bulletin)
        for measure in ("shares", "reactions", "posts_in_a_week"):
            desk.estimates.keep(campaign.id, Estimate("facebook", measure, 50_000, LONG, now_ms))
        desk.tasks.put([Task(campaign.id, "poll", LONG, {"blog": 1}, 1)])
        (task,) = desk.tasks.take(["poll"], Hold("worker", now_ms + 1_000), now_ms, 1)
        desk.tasks.bury(task, "worker", f"{LONG} is no feed")


def sign_something(site) -> None:
    """Dana signs a pledge and a payment; a key was revoked."""
    dana = signer("a-sponsor-with-a-very-long-name.example/c/some-campaign/log/sponsor-0123456789")
    for key in (dana, signer("lost.example")):
        party = PartyKey("sponsor", "Dana", str(key.key))
        found = register_key(site.desks, site.clock, make.SLUG, party)
    revoke_key(site.desks, site.clock, make.SLUG, found.number)
    with site.desks.read() as desk:
        promise = promises_of(desk.campaigns.see(make.SLUG).latest.terms)[0]
    paid = {"campaign": make.SLUG, "sponsor": "Dana", "units": "5", "on": "2026-03-01"}
    for kind, fields in (
        (Kind.PLEDGE, promise.fields(make.SLUG, "2026-03-01")),
        (Kind.PAYMENT, paid | {"reference": LONG}),
    ):
        whole = signed_note(write_text(kind, fields), dana)
        accept_document(site.desks, site.clock, make.SLUG, whole, verify)


if __name__ == "__main__":
    main()
