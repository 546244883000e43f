"""The act as Django's tutorial would write it: insert, counter, ledger row, one transaction."""

import json
from typing import Any
from urllib.parse import urlsplit

import django
from a2wsgi import WSGIMiddleware
from django.apps import apps
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

THREADS = 8
MODELS: dict[str, Any] = {}
urlpatterns: list[Any] = []


def naive_application(url: str) -> Any:
    """Return the naive site over a fresh database: a SQLite file, or a PostgreSQL URL."""
    settings.configure(
        SECRET_KEY="the bench keeps no secret",  # noqa: S106 - it opens nothing
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=[],
        MIDDLEWARE=[],
        DATABASES={"default": _database(url)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    MODELS.update(_models())
    with connection.schema_editor() as editor:
        for model in MODELS.values():
            editor.create_model(model)
    MODELS["pool"].objects.create(paid=0, cap=20_000)
    urlpatterns.append(path("c/<slug:slug>/acts", _act))
    connection.close()
    return WSGIMiddleware(get_wsgi_application(), workers=THREADS)


def count_acts() -> int:
    """Return how many acts the naive site has."""
    return int(MODELS["act"].objects.count())


def _database(url: str) -> dict[str, Any]:
    if not url.startswith("postgresql"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username,
        "HOST": parts.hostname,
        "PORT": str(parts.port),
        "CONN_MAX_AGE": None,
    }


def _models() -> dict[str, Any]:
    def model(name: str, **fields: Any) -> Any:
        meta = type("Meta", (), {"app_label": "naive"})
        return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields})

    pool = model("Pool", paid=models.BigIntegerField(), cap=models.BigIntegerField())
    act = model(
        "Act",
        kind=models.CharField(max_length=64),
        object=models.CharField(max_length=2048, unique=True),
        supporter=models.CharField(max_length=512),
        received_at=models.DateTimeField(auto_now_add=True),
    )
    entry = model(
        "Entry",
        act=models.ForeignKey(act, models.CASCADE),
        account=models.CharField(max_length=200),
        units=models.BigIntegerField(),
    )
    apps.clear_cache()
    return {"pool": pool, "act": act, "entry": entry}


def _act(request: HttpRequest, slug: str) -> JsonResponse:
    said = json.loads(request.body)
    with transaction.atomic():
        act = MODELS["act"].objects.create(
            kind=said["kind"], object=said["object"], supporter=said["supporter"]
        )
        MODELS["pool"].objects.filter(pk=1).update(paid=models.F("paid") + 1)
        MODELS["entry"].objects.create(act=act, account="earned", units=1)
    answer = JsonResponse({"id": act.pk, "state": "counted", "campaign": slug}, status=201)
    answer["Content-Length"] = len(answer.content)
    return answer
