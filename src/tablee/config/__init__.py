"""Every setting of a site: its name, type, default, meaning and limit."""

from tablee.config.kinds import InvalidSetting, KnownHost, Network
from tablee.config.reading import (
    FILE_SUFFIX,
    PREFIX,
    Given,
    explain_settings,
    read_settings,
)
from tablee.config.setting import Setting
from tablee.config.settings import DATABASE_NAME, SETTINGS, Settings

__all__ = [
    "DATABASE_NAME",
    "FILE_SUFFIX",
    "PREFIX",
    "SETTINGS",
    "Given",
    "InvalidSetting",
    "KnownHost",
    "Network",
    "Setting",
    "Settings",
    "explain_settings",
    "read_settings",
]
