"""Everything that is wrong with a campaign file is said at once, with line, field and remedy."""

import pytest

from tablee.campaign_file.examples import example
from tablee.campaign_file.finding import Finding
from tablee.campaign_file.read import Reading, read_bytes, read_terms

TEMPLATE = example("template")


def changed(old: str, new: str) -> str:
    assert old in TEMPLATE, old
    return TEMPLATE.replace(old, new, 1)


def line_of(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if words in line)


def refused(reading: Reading) -> list[Finding]:
    return [finding for finding in reading.findings if not finding.is_warning]


def only(reading: Reading) -> Finding:
    assert reading.terms is None
    assert len(refused(reading)) == 1, [each.say("en") for each in reading.findings]
    return refused(reading)[0]


def test_a_missing_remainder_is_refused_with_a_line_to_paste():
    lines = [line for line in TEMPLATE.splitlines() if not line.startswith("remainder")]
    finding = only(read_terms("\n".join(lines)))
    assert finding.field == "label.remainder"
    assert finding.line == line_of(TEMPLATE, "[label]")
    assert "not earned" in finding.message.en
    assert "gagnées" in finding.message.fr
    assert 'remainder = { en = "' in finding.remedy.en


@pytest.mark.parametrize("field", ["beneficiary", "organiser", "remainder", "paid_by", "contact"])
def test_no_field_of_the_label_may_be_left_out(field):
    lines = [line for line in TEMPLATE.splitlines() if not line.startswith(field)]
    assert only(read_terms("\n".join(lines))).field == f"label.{field}"


@pytest.mark.parametrize(
    ("old", "new", "field", "remedy"),
    [
        ('slug = "soup-2027"', 'slug = "Soup 2027"', "slug", "Small letters"),
        ("rate = 10 ", "rate = 1.5 ", "kinds[0].rate", "unit.portions"),
        ('"Soup Kitchen Friends"', '"Soup\\u0000"', "label.organiser", "organiser = "),
        ("rate = 10 ", "rate = true ", "kinds[0].rate", "rate = 10"),
        ("rate = 10 ", 'rate = "10" ', "kinds[0].rate", "rate = 10"),
        ("rate = 10 ", "rate = 0 ", "kinds[0].rate", "rate = 10"),
        ("units = 5_000", "units = -5_000", "pledges[0].units", "units = "),
        ("units = 5_000", f"units = {10**400}", "pledges[0].units", "units = "),
        ('value = "1.00" ', "value = 1.0 ", "unit.value", 'value = "1.00"'),
        ('value = "1.00" ', 'value = "1,00" ', "unit.value", 'value = "1.00"'),
        ('value = "1.00" ', 'value = "0" ', "unit.value", 'value = "1.00"'),
        ('value = "1.00" ', 'value = "1.005" ', "unit.value", "2 decimals"),
        ('currency = "EUR"', 'currency = "euro"', "unit.currency", "EUR"),
        ('"Europe/Paris"', '"Europe/Pariss"', "time_zone", "Europe/Paris"),
        ('"Europe/Paris"', '"../etc/passwd"', "time_zone", "Europe/Paris"),
        ("paid_by = 2027-03-31", 'paid_by = "soon"', "label.paid_by", "paid_by = 2027"),
        ("paid_by = 2027-03-31", "paid_by = 12:00:00", "label.paid_by", "paid_by = 2027"),
        ("paid_by = 2027-03-31", "paid_by = 0001-01-01", "label.paid_by", "2200"),
        ("closes_at = 2027-02-07", "closes_at = 2026-02-07", "closes_at", "after"),
        (
            "closes_at = 2027-02-07T23:59:59",
            "closes_at = 2027-03-28T02:30:00",
            "closes_at",
            "03:30",
        ),
        ('measure = "acts"', 'measure = "act"', "milestones[0].measure", "'acts'"),
        ('kinds = ["blog_post"]', 'kinds = ["blogpost"]', "milestones[0].kinds", "'blog_post'"),
        ('kinds = ["blog_post"]', 'kinds = "blog_post"', "milestones[0].kinds", "["),
        ('{ "Dairy Co" = 1 }', '{ "Diary Co" = 1 }', "pledges[1].sponsors.Diary Co", "Dairy Co"),
        ('{ "Dairy Co" = 1 }', '{ "Dairy Co" = 0.5 }', "pledges[1].sponsors.Dairy Co", "1"),
        ('{ "Dairy Co" = 1 }', "{}", "pledges[1].sponsors", "at least one"),
        ('{ "Dairy Co" = 1 }', '["Dairy Co"]', "pledges[1].sponsors", "sponsors = {"),
        ('name = "Dairy Co"', 'name = "Dairy: Co"', "sponsors[1].name", "colon"),
        ('name = "Dairy Co"', 'name = "Bakery Ltd" # again', "sponsors[1].name", "line"),
        ('proof = "link"', 'proof = "lnik"', "kinds[0].proof", "'link'"),
        ('proof = "link"', "proof = true", "kinds[0].proof", "proof = "),
        ("stays_days = 30 ", "stays_days = -1 ", "kinds[0].stays_days", "stays_days = 30"),
        (
            'proof = "link" ',
            'referral_of = "blogpost" ',
            "kinds[0].referral_of",
            "Did you mean 'blog_post'?",
        ),
        (
            'proof = "link" ',
            'referral_of = "blog_post" ',
            "kinds[0].referral_of",
            "Choose from: drawing.",
        ),
        ('hashtag = "#W', 'hashtga = "#W', "hashtga", "'hashtag'"),
        ("[[sponsors]]", '[[sponsors]]\nsummary = "x"', "sponsors[0].summary", "first table"),
        ('{ en = "Draw", fr = "Dessiner" }', '{ en = "Draw" }', "kinds[1].title", "fr = "),
        ('fr = "Dessiner" }', 'fr = "" }', "kinds[1].title.fr", "title = "),
        ('fr = "Dessiner" }', 'fr = "D", de = "Z" }', "kinds[1].title.de", "'fr'"),
    ],
)
def test_one_mistake_is_one_finding(old, new, field, remedy):
    text = changed(old, new)
    readings = [each for each in refused(read_terms(text)) if each.field == field]
    assert readings, [each.say("en") for each in read_terms(text).findings]
    finding = readings[0]
    assert finding.line == line_of(text, new.split("\n")[-1])
    assert remedy in finding.remedy.en
    assert finding.message.fr != finding.message.en
    assert read_terms(text).terms is None


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("slug = “soup”", 1, "straight quotes"),
        ("\ntitle: soup", 2, "equals sign"),
        ("slug =\n", 1, "value"),
        ("a = 1\na = 2", 2, "twice"),
        ("rate = 1,5", 1, "point"),
        ('slug = "soup', 1, "Close"),
        ("\n\nslug = soup", 3, "quotes"),
        ("[unit\none = 1", 1, "TOML|Close|line"),
    ],
)
def test_what_is_not_toml_says_where_it_stops_being_so(text, line, remedy):
    finding = only(read_terms(text))
    assert finding.line == line
    assert any(part in finding.remedy.en for part in remedy.split("|"))


def test_all_mistakes_are_said_in_one_go_and_in_order_of_line():
    text = changed("rate = 10 ", "rate = 0 ").replace("units = 1_500", "units = 1.5")
    text = text.replace("remainder =", "remaindr =").replace('pool = "drawings"', 'pool = "draw"')
    reading = read_terms(text)
    fields = [finding.field for finding in reading.findings]
    assert fields == [
        "label.remainder",
        "label.remaindr",
        "kinds[0].rate",
        "kinds[1].pool",
        "pledges[1].pool",
        "pledges[1].units",
    ]
    lines = [finding.line for finding in reading.findings]
    assert lines == sorted(lines)


def test_an_empty_file_names_every_table_it_needs():
    fields = {finding.field for finding in read_terms("").findings}
    assert fields >= {"slug", "title", "unit", "label", "pools", "kinds"}


def test_one_text_for_two_languages_is_a_warning_and_refuses_nothing():
    reading = read_terms(changed('title = { en = "Draw", fr = "Dessiner" }', 'title = "Manga"'))
    assert reading.terms is not None
    assert reading.terms.kinds[1].title.fr == "Manga"
    (finding,) = reading.findings
    assert finding.is_warning
    assert finding.field == "kinds[1].title"
    assert "(avertissement)" in finding.say("fr")


def test_a_line_nobody_pays_for_is_a_warning():
    text = TEMPLATE + '[[pools]]\nname = "empty"\ntitle = { en = "Empty", fr = "Vide" }\n'
    reading = read_terms(text)
    assert reading.terms is not None
    assert {finding.field for finding in reading.findings} == {"pools[2]"}


@pytest.mark.parametrize(
    ("old", "new", "field", "remedy"),
    [
        ("rate = 15", "rate = 15\nstays_days = 3", "kinds[1].stays_days", "Add 'proof'"),
        (
            'proof = "link" ',
            'referral_of = "drawing" #',
            "kinds[0].referral_of",
            "Add 'proof' to that kind",
        ),
    ],
)
def test_a_rule_for_posts_where_there_are_none_is_a_warning(old, new, field, remedy):
    reading = read_terms(changed("stays_days = 30 ", "# ").replace(old, new))
    assert reading.terms is not None
    (finding,) = reading.findings
    assert (finding.is_warning, finding.field) == (True, field)
    assert remedy in finding.remedy.en
    assert finding.remedy.fr != finding.remedy.en


def test_an_hour_that_comes_twice_is_a_warning_with_the_exact_words():
    reading = read_terms(changed("2027-02-07T23:59:59", "2027-10-31T02:30:00"))
    (finding,) = reading.findings
    assert finding.is_warning
    assert "2027-10-31T02:30:00+02:00" in finding.remedy.en


def test_a_moment_without_offset_is_read_in_the_campaigns_time_zone():
    terms = read_terms(TEMPLATE).terms
    assert terms is not None
    assert terms.opens_at.isoformat() == "2027-01-11T08:00:00+01:00"
    assert terms.label.paid_by.isoformat() == "2027-03-31T23:59:59+02:00"


def test_the_same_raise_twice_is_refused():
    one = (
        '\n[[raises]]\npledge = "blogs"\nunits = 5\neffective_at = 2027-01-20T12:00:00\n'
        'author = "Bakery Ltd"\nreason = { en = "a", fr = "b" }\n'
    )
    assert read_terms(TEMPLATE + one).terms is not None
    assert only(read_terms(TEMPLATE + one + one)).field == "raises[1].effective_at"


def test_an_amendment_is_read_beside_the_terms():
    text = TEMPLATE + '[amendment]\nauthor = "Ada"\nreason = { en = "why", fr = "pourquoi" }\n'
    amendment = read_terms(text).amendment
    assert amendment is not None
    assert (amendment.author, amendment.words) == ("Ada", "why / pourquoi")
    assert amendment.effective_at is None
    assert read_terms(TEMPLATE).amendment is None


def test_bytes_that_are_no_text_say_on_which_line():
    finding = only(read_bytes(TEMPLATE.encode()[:100] + b"\n\xff\xfe"))
    assert finding.line == TEMPLATE.encode()[:100].count(b"\n") + 2
    assert read_bytes(b"\xef\xbb\xbf" + TEMPLATE.encode()).terms is not None
    assert read_bytes(TEMPLATE.replace("\n", "\r\n").encode()).terms is not None
    assert only(read_bytes(b"#" * 300_000)).remedy.en.startswith("A campaign file has")


def test_lists_in_lists_without_end_are_refused_and_do_no_harm():
    assert only(read_terms("a = " + "[" * 20_000)).line == 1
    assert only(read_terms("a = " + "9" * 5_000)).line == 1


def test_a_finding_speaks_both_languages_and_names_the_file():
    finding = only(read_terms("slug = “soup”"))
    assert finding.say("en", name="soup.toml").startswith("soup.toml, line 1: This is not TOML")
    assert finding.say("fr", name="soup.toml").startswith("soup.toml, ligne 1 : Ce n’est pas")
