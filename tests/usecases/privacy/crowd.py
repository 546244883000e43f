"""A crowd that leaves traces in every table that knows people, each with a word of their own."""

from dataclasses import replace
from hashlib import sha256

from tests import make

from tablee.core.act import supporter_key
from tablee.core.decision import Ruling
from tablee.core.drawing.drawing import Consent, Files, Licence, Words
from tablee.core.drawing.likeness import Likeness
from tablee.core.post.finding import Display
from tablee.core.post.submission import Road
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import Commitment, Volunteer
from tablee.ports.blogs import Blog
from tablee.ports.tasks import Task
from tablee.ports.traces import Step, Trace
from tablee.usecases.decide_act import Judgement, decide_act
from tablee.usecases.drawings.submit_drawing import Sheet, submit_drawing
from tablee.usecases.posts.appeal_act import Plea, appeal_act
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.settle_looks import Settling, settle_looks
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.selections.choose_act import Choice, choose_act

MANY = 60


def terms():
    plain = make.post_terms()
    drawing = make.kind("drawing", 3, proof=Proof.PICTURE)
    choice = make.kind("chosen", 4, "referrals", proof=Proof.CHOICE, chosen_from=("post",))
    kinds = [each for each in plain.kinds if each.name != "drawing"]
    return replace(plain, kinds=(*kinds, drawing, choice))


class Person:
    """Somebody whose every trace has the same word in it."""

    def __init__(self, number):
        self.number = number
        self.word = f"zq{sha256(b'person %d' % number).hexdigest()[:14]}"
        self.blog = f"{self.word}.example"
        self.mail = f"{self.word}@mail.example"
        self.names = (self.blog, self.mail)

    @property
    def is_artist(self):
        return self.number % 3 == 0

    def supporters(self, secret):
        return [supporter_key(secret, make.SLUG, each) for each in self.names]

    def address(self, number):
        return f"https://{self.blog}/{number}"


def people():
    return [Person(number) for number in range(MANY)]


def fill(site):
    """Let everybody take part, in as many ways as there are."""
    publish_terms(site.desks, site.clock, Publication(terms()))
    for person in people():
        for number in (1, 2):
            _write(site, person, number)
        if person.is_artist:
            _draw(site, person)
        _come(site, person)
    _decide(site)


def _write(site, person, number):
    """Write a post: told by form, looked at, kept with its snapshot, described."""
    address = person.address(number)
    told = Told(make.SLUG, address, person.blog, make.CAMPAIGN_PAGE, Road.FORM, "post")
    (taken,) = submit_posts(site.desks, site.clock, [told._replace(address=f"{address}?from=me")])
    exhibit = site.exhibits.put(f"<p>{person.word} {number}</p>".encode() * 40)
    seen = Display(f"Soup by {person.word}", person.word, f"{person.word} cooks " * 30, "en")
    found = make.finding(address, display=seen)
    looks = [Look(taken.submission.number, found, exhibit=exhibit)]
    settle_looks(site.desks, site.clock, Settling(make.SLUG, looks, site.secret))


def _draw(site, person):
    word = person.word.encode()
    names = site.pictures.put_all([b"picture " + word, b"thumb " + word, b"preview " + word])
    sheet = Sheet(
        kind="drawing",
        supporter=person.supporters(site.secret)[1],
        sender=word[:16],
        files=Files(*names, 800, 600),
        words=Words(f"by {person.word}", f"soup of {person.word}", person.word),
        licence=Licence.CC_BY,
        consent=Consent.OF_AGE,
        positions=[Likeness(sha256(word).digest(), sha256(word).digest()[:8], 90)],
    )
    submit_drawing(site.desks, site.clock, make.SLUG, sheet)


def _come(site, person):
    """Sign up for a shift, have a blog followed, be clicked on, be spoken of in the queue."""
    blog, mail = person.supporters(site.secret)
    with site.desks.write() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        shift = desk.shifts.add(
            Shift(
                0,
                campaign.id,
                "Shop",
                "1 rue Haute",
                make.MIDDLE_MS,
                make.MIDDLE_MS + 3_600_000,
                99,
            )
        )
        somebody = Volunteer(
            0, campaign.id, shift.number, mail, Commitment.CONFIRMED, 1, 1, 1,
            address=person.mail, name=person.word, group=f"friends of {person.word}",
        )  # fmt: skip
        number = desk.volunteers.sign(somebody).number
        home = f"https://{person.blog}"
        desk.blogs.register(Blog(campaign.id, f"{home}/feed", home, person.blog, person.word))
        desk.traces.leave(campaign.id, Trace(1, Step.CAME, blog, "mail", 0, 5))
        desk.aliases.keep(campaign.id, "mastodon", {f"status {person.word}": person.address(1)})
        desk.tasks.put(
            [
                Task(campaign.id, "mail", f"{number}:1:invited", {"volunteer": number}, 1),
                Task(campaign.id, "meet", f"meet:{person.number}", {"address": home}, 1),
            ]
        )


def _decide(site):
    """Refuse some posts, appeal, and choose others, in words that name their authors."""
    everybody = people()
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        acts = desk.journal(campaign).acts_after(0, 10_000)
    by_object = {act.object: act.number for act in acts if act.kind == "post"}
    for person in everybody:
        number, note = by_object[person.address(2)], f"Not so, {person.word}."
        if person.number % 4 == 0:
            against = Judgement(number, Ruling.REVERSE, Reason.SPAM, note, "Ben")
            decide_act(site.desks, site.clock, make.SLUG, against)
            plea = Plea(f"But I, {person.word}, did.", is_own=True)
            appeal_act(site.desks, site.clock, make.SLUG, number, plea)
        elif person.number % 4 == 1:
            why = make.text(f"So well said, {person.word}!")
            choice = Choice(number, why, "Ada")
            choose_act(site.desks, site.clock, make.SLUG, choice)
