"""Fills a site with something on every page of the staff: `python -m tests.journeys.staffed`."""

import os

from tests import make
from tests.journeys import flagged

from tablee.config import read_settings
from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.ports.blogs import HostRule, Standing
from tablee.ports.desk import Note, PartnerKey
from tablee.ports.tasks import Hold, Task
from tablee.usecases.blogs.judge_host import judge_host
from tablee.usecases.decide_act import Judgement
from tablee.usecases.issue_key import issue_key
from tablee.usecases.post_books import post_books
from tablee.usecases.post_note import post_note
from tablee.usecases.posts.decide_post import decide_post
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
    with site.desks.write() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        desk.tasks.put([Task(campaign.id, "poll", LONG, {"blog": 1}, 1)])
        (task,) = desk.tasks.take(["poll"], Hold("worker", now_ms + 1_000), now_ms, 1)
        desk.tasks.bury(task, "worker", f"{LONG} is no feed")


if __name__ == "__main__":
    main()
