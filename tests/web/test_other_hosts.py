"""Requests for hosts that are not ours are refused, and fill no log."""

import logging

import pytest
from django.test import Client

from tablee.web.settings import LONGEST_LINE


@pytest.mark.parametrize("host", ["evil.example", "x" * 500 + ".example", "a b\n"])
@pytest.mark.usefixtures("site")
def test_a_request_for_another_host_is_one_short_line_in_the_log(caplog, host):
    with caplog.at_level(logging.DEBUG):
        answer = Client(SERVER_NAME="localhost").get("/", headers={"host": host})
    assert answer.status_code == 400
    records = [each for each in caplog.records if each.levelno >= logging.WARNING]
    lines = logging.Formatter("%(message)s").format(records[0])
    assert len(records) == 1
    assert "\n" not in lines
    assert len(lines) <= LONGEST_LINE
    assert "Invalid HTTP_HOST header" in lines
