"""Words that no translator can see, and sentences without a French twin, are found."""

import gettext
import io
from pathlib import Path

import pytest
from tools.catalogue import Key, compiled, translations
from tools.house import language
from tools.house.sources import Source


@pytest.mark.parametrize(
    "text",
    [
        "<p>Meals paid</p>",
        '<img alt="A bowl of soup" src="{{ url }}">',
        '<button aria-label="Close">{% translate "x" %}</button>',
        "<p>{{ number }} meals</p>",
        '<p>{% translate "Paid" %} by sponsors</p>',
    ],
)
def test_words_that_are_not_marked_are_found(text):
    assert [*language.unmarked_words([("page.html", text)])]


@pytest.mark.parametrize(
    "text",
    [
        '<p>{% translate "Paid" %}: {{ number }} · &nbsp; 2012</p>',
        (
            "<p>{% blocktranslate count n=n %}{{ n }} meal{% plural %}{{ n }} meals"
            "{% endblocktranslate %}</p>"
        ),
        "<style>p { color: red }</style><script>let hero = 1</script>",
        "{# a note #}<!-- another note -->{% comment %}a third{% endcomment %}",
        '<img alt="" title="{% translate "x" %}" class="hero">',
        '<a href="/" {% if x > 1 %}class="here"{% endif %}>Tablée</a>',
    ],
)
def test_what_is_marked_or_not_spoken_is_left_alone(text):
    assert not [*language.unmarked_words([("page.html", text)])]


def test_keys_are_read_from_a_template():
    text = (
        '{% translate "Paid" %} {% translate "May" context "month" %} {{ _("Yes") }}'
        "{% blocktranslate count n=n trimmed %}{{ n }} meal{% plural %}{{ n }} meals"
        "{% endblocktranslate %}"
    )
    assert language.keys_in_template(text) == {
        Key("", "Paid"),
        Key("month", "May"),
        Key("", "Yes"),
        Key("", "%(n)s meal"),
    }


def test_keys_are_read_from_python():
    text = 'a = _("Paid")\nb = ngettext("%d meal", "%d meals", n)\nc = pgettext("month", "May")'
    found = language.keys_in_python(Source(Path("x.py"), text))
    assert found == {Key("", "Paid"), Key("", "%d meal"), Key("month", "May")}


CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

#: page.html:3
msgid "Paid"
msgstr "Payés"

#, fuzzy
msgid "Unpaid"
msgstr "À payer"

msgctxt "month"
msgid "May"
msgstr ""
"m"
"ai"

msgid "%(n)s meal"
msgid_plural "%(n)s meals"
msgstr[0] "%(n)s repas"
msgstr[1] "%(n)s repas"

msgid "Pending"
msgstr ""
"""


def test_a_sentence_without_a_twin_is_found():
    catalogue = translations(CATALOGUE)
    known = [Key("", "Paid"), Key("month", "May"), Key("", "%(n)s meal")]
    assert not [*language.untranslated(known, catalogue)]
    for missing in ("Unpaid", "Pending", "Never heard of"):
        assert [*language.untranslated([Key("", missing)], catalogue)]


def test_a_compiled_catalogue_is_read_by_the_standard_library():
    french = gettext.GNUTranslations(io.BytesIO(compiled(CATALOGUE)))
    assert french.gettext("Paid") == "Payés"
    assert french.pgettext("month", "May") == "mai"
    assert french.ngettext("%(n)s meal", "%(n)s meals", 3) == "%(n)s repas"
    assert french.gettext("Unpaid") == "Unpaid"
