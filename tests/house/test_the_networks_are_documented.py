"""What connectors say of themselves stands on the pages about networks."""

import pytest
from tools.networks_page import PAGES, page

from tablee.config import InvalidSetting, read_settings
from tablee.registry import connectors


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_is_current(language):
    remedy = "run: make docs"
    assert PAGES[language].read_text(encoding="utf-8") == page(connectors(), language), remedy


def test_every_network_a_campaign_may_name_is_on_the_page():
    for each in connectors():
        assert each.options is None or each.about is not None


def test_tokens_are_read_from_pairs_on_one_line_or_several(tmp_path):
    file = tmp_path / "tokens"
    file.write_text("x=abc==\nmastodon:one.example = t1\n", encoding="utf-8")
    found = read_settings({"TABLEE_NETWORK_SECRETS_FILE": str(file)}).network_secrets
    assert dict(found) == {"x": "abc==", "mastodon:one.example": "t1"}
    assert read_settings({"TABLEE_NETWORK_SECRETS": "a=1,b=2"}).network_secrets == (
        ("a", "1"),
        ("b", "2"),
    )


@pytest.mark.parametrize("value", ["x", "=1", "x=", "x=1,x=2"])
def test_a_token_without_a_name_or_twice_is_refused(value):
    with pytest.raises(InvalidSetting):
        read_settings({"TABLEE_NETWORK_SECRETS": value})
