"""Every column that could hold something about a person is in the register of privacy."""

import tomllib

import pytest
from django.apps import apps
from django.db import models
from tests import sites
from tools.house.sources import ROOT

TEXT = (models.CharField, models.TextField, models.BinaryField, models.JSONField, models.FileField)


@pytest.fixture(scope="module")
def register():
    path = ROOT / "docs/privacy/register.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def columns(tmp_path_factory):
    """Return the names of all columns of text or bytes, by table."""
    with sites.sqlite(tmp_path_factory.mktemp("home")):
        models_of = apps.get_app_config("store").get_models()
    tables = {model.__name__: model._meta for model in models_of}  # noqa: SLF001 - Django's own name
    return {
        name: sorted(each.name for each in table.concrete_fields if isinstance(each, TEXT))
        for name, table in tables.items()
    }


def test_no_column_is_missing_and_none_is_too_many(register, columns):
    listed = {table: sorted(sorts) for table, sorts in register["tables"].items()}
    assert listed == {table: names for table, names in columns.items() if names}, (
        "say in docs/privacy/register.toml what becomes of it"
    )


def test_every_column_is_of_a_sort_that_is_explained(register):
    used = {sort for sorts in register["tables"].values() for sort in sorts.values()}
    assert used == {*register["sorts"]}
