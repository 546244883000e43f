"""Asking somebody to come again is no error: the log keeps that word for what is broken."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.log import log_response


@pytest.mark.parametrize(("status", "level"), [(503, logging.WARNING), (500, logging.ERROR)])
@pytest.mark.usefixtures("site")
def test_only_what_is_broken_is_an_error_in_the_log(caplog, status, level):
    request = RequestFactory().get("/c/restos-2012/draw/drawing")
    log_response("later: %s", request.path, response=HttpResponse(status=status), request=request)
    assert [(each.levelno, each.levelname) for each in caplog.records] == [
        (level, logging.getLevelName(level))
    ]
