"""The store as a Django application."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The application ``store``: it owns every table of the platform."""

    name = "tablee.store"
    label = "store"
    verbose_name = "Tablée"
    default_auto_field = "django.db.models.BigAutoField"
