"""A small web of pages, and a site that is told of them and looks at them."""

from tests import make
from tests.usecases.stage import Stage

from tablee.core.decision import Ruling
from tablee.core.post.submission import Road
from tablee.ports.tasks import Hold
from tablee.usecases.decide_act import Judgement
from tablee.usecases.posts.appeal_act import Answer, Plea, answer_appeal, appeal_act
from tablee.usecases.posts.ask_person import ask_person
from tablee.usecases.posts.decide_post import decide_post
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.queue_checks import queue_checks
from tablee.usecases.posts.settle_looks import Settling, settle_looks
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.usecases.posts.withdraw_post import withdraw_post
from tablee.wiring import Site, check_site

EMIL, FAY, GUS = "https://emil.example/1", "https://fay.example/1", "https://gus.example/1"
MINUTE_MS = 60_000
NO_ANSWER = None


class Web(Stage):
    """Ada's campaign, and the pages there are; a page is good unless something is said of it."""

    def __init__(self, terms=None, desks=None):
        super().__init__(terms or make.post_terms(), desks=desks)
        self.pages = {}

    def put(self, address, **changes):
        """Say what a page shows from now on."""
        self.pages[address] = make.finding(address, **changes)

    def vanish(self, address):
        """Let a server answer no more."""
        self.pages[address] = NO_ANSWER

    def tell(self, source=EMIL, road=Road.WEBMENTION, **changes):
        """Tell us of a page; return what was taken down."""
        plain = Told(make.SLUG, source, make.blog_of(source), make.CAMPAIGN_PAGE, road)
        return submit_posts(self.desks, self.clock, [plain._replace(**changes)])[0]

    def due(self, holder="worker"):
        """Take the looks that are due."""
        hold = Hold(holder, self.clock.ms + MINUTE_MS)
        with self.desks.write() as desk:
            return desk.tasks.take(["look"], hold, self.clock.ms, 100)

    def seen(self, task):
        """Look at the page a task asks for."""
        number = int(task.body["submission"])
        source = self.submission(number).source
        page = self.pages.get(source, make.finding(source))
        return Look(number, page, task=task, exhibit="an exhibit")

    def settle_campaign(self, *, waits=True):
        return super().settle(waits=waits)

    def settle(self, *looks):
        settling = Settling(make.SLUG, looks, make.SECRET, "worker")
        return settle_looks(self.desks, self.clock, settling)

    def work(self):
        """Look at everything that is due now."""
        settled = []
        while tasks := self.due():
            settled += self.settle(*map(self.seen, tasks))
        return settled

    def post(self, source=EMIL, road=Road.WEBMENTION, *, via=0, **changes):
        """Tell us of a page that shows what *changes* say, and let us look; return its act."""
        self.put(source, **changes)
        self.tell(source, road, via=via)
        self.work()
        told = self.told(source)
        return self.act(told.act_number) if told.act_number else None

    def check(self):
        """Look at everything whose check is due."""
        queue_checks(self.desks, self.clock)
        return self.work()

    def pass_hours(self, hours):
        self.clock.ms += hours * 60 * MINUTE_MS

    def submission(self, number):
        with self.desks.read() as desk:
            return desk.submissions.get(number)

    def told(self, source=EMIL):
        with self.desks.read() as desk:
            return desk.submissions.find(1, "post", source)

    def kept(self, number):
        """The post beside an act."""
        with self.desks.read() as desk:
            return desk.posts.get(1, number)

    def withdraw(self, number):
        return withdraw_post(self.desks, self.clock, make.SLUG, number)

    def ask(self, number):
        return ask_person(self.desks, self.clock, make.SLUG, number)

    def rule(self, number, ruling, reason="", by="Ben"):
        judgement = Judgement(number, Ruling(ruling), reason, "a sentence for Emil", by)
        return decide_post(self.desks, self.clock, make.SLUG, judgement)

    def confirm(self, number):
        return self.rule(number, Ruling.CONFIRM)

    def appeal(self, number, words="It was no spam.", *, is_own=True):
        return appeal_act(self.desks, self.clock, make.SLUG, number, Plea(words, is_own))

    def answer(self, number, *, is_granted, by="Ada"):
        answer = Answer(number, is_granted, "a sentence for Emil", by)
        return answer_appeal(self.desks, self.clock, make.SLUG, answer)

    def faults(self):
        """Every broken invariant of the site."""
        return check_site(Site(None, self.desks, self.clock, make.SECRET))
