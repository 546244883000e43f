"""What Django must know to serve the pages; the store says the rest."""

import logging
from http import HTTPStatus
from pathlib import Path
from typing import Any

_JUDGES = "django.contrib.auth.password_validation"
HERE = Path(__file__).parent

POLICIES = (
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
CONTENT_POLICY = "; ".join(POLICIES)
"""What a page may load: its own files, and nothing written inline."""
LONGEST_LINE = 160
"""Characters of a line in the log about a request that came for another host."""


class InOneLine(logging.Filter):
    """Says in one short line that a request came for a host that is not ours.

    Scanners ask for any host all day: with a traceback for each, nobody would see the others.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Leave the first sentence of what is said, and how it came to that out."""
        said = record.getMessage().partition(". ")[0]
        record.msg, record.args = said[:LONGEST_LINE], None
        record.exc_info, record.exc_text = None, None
        return True


class BusyIsNoError(logging.Filter):
    """Says that somebody was asked to come again as a warning: nothing is broken then."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lower the level of an answer that means "later", and leave all others as they are."""
        if getattr(record, "status_code", 0) == HTTPStatus.SERVICE_UNAVAILABLE:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class Foreseen(logging.Filter):
    """Tells of a page that asks to come back in a moment as a warning: nothing is broken."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything through; what is only busy is no error of the site."""
        if getattr(record, "status_code", 0) == HTTPStatus.SERVICE_UNAVAILABLE:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


WEB: dict[str, Any] = {
    "INSTALLED_APPS": [
        "tablee.web",
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    "ROOT_URLCONF": "tablee.web.urls",
    "MIDDLEWARE": [
        "tablee.web.middleware.ProxyMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "tablee.web.middleware.PolicyMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "tablee.web.middleware.LanguageMiddleware",
        "tablee.web.middleware.BodyMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "tablee.web.middleware.FactsMiddleware",
    ],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        },
    ],
    "LANGUAGES": [("fr", "Français"), ("en", "English")],
    "LANGUAGE_CODE": "en",
    "LANGUAGE_COOKIE_SAMESITE": "Lax",
    "LOCALE_PATHS": [str(HERE / "locale")],
    "USE_I18N": True,
    "USE_TZ": True,
    "TIME_ZONE": "UTC",
    "STATIC_URL": "/static/",
    "WHITENOISE_USE_FINDERS": True,
    "WHITENOISE_MAX_AGE": 3600,
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "SECURE_REFERRER_POLICY": "strict-origin-when-cross-origin",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "CSRF_FAILURE_VIEW": "tablee.web.views.errors.stale_form",
    "LOGGING": {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"in_one_line": {"()": InOneLine}, "busy": {"()": BusyIsNoError}},
        "loggers": {
            "django.request": {"filters": ["busy"]},
            "django.security.DisallowedHost": {"filters": ["in_one_line"]},
        },
    },
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": f"{_JUDGES}.UserAttributeSimilarityValidator"},
        {"NAME": f"{_JUDGES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
        {"NAME": f"{_JUDGES}.CommonPasswordValidator"},
    ],
    # Links by which those who sign take their accounts: nothing else is given such links.
    "PASSWORD_RESET_TIMEOUT": 7 * 24 * 60 * 60,
    "LOGIN_URL": "/staff/login/",
    "LOGIN_REDIRECT_URL": "/staff/",
}
