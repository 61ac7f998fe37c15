"""Settings from the environment."""

import pytest

from sheets_sync.errors import ConfigError
from sheets_sync.settings import GOOGLE_CERTS_URL, Settings


def test_nothing_set_means_google():
    """No root, Google's certificates, and nobody may sign in."""
    settings = Settings.from_env({})

    assert settings == Settings()
    assert settings.oauth_certs_url == GOOGLE_CERTS_URL
    assert settings.oauth_audiences == ()


def test_every_variable_is_read():
    """Lists are split at commas, and a root loses its last slash."""
    settings = Settings.from_env(
        {
            "SHEETS_API_ROOT": "http://127.0.0.1:8093/",
            "SHEETS_ACCESS_TOKEN": "token",
            "OAUTH_AUDIENCES": "one, two,,",
            "OAUTH_CERTS_URL": "http://127.0.0.1:8093/certs",
            "ADDON_ORIGIN": r"https://example\.com",
            "TASKS_QUEUE": "q",
            "TASK_URL": "u",
            "TASK_SERVICE_ACCOUNT": "s",
        }
    )

    assert settings.sheets_api_root == "http://127.0.0.1:8093"
    assert settings.oauth_audiences == ("one", "two")
    assert settings.addon_origin == r"https://example\.com"
    assert (settings.tasks_queue, settings.task_url) == ("q", "u")


def test_a_bad_pattern_names_its_variable():
    """The service does not start with a setting that cannot work."""
    with pytest.raises(ConfigError, match="ADDON_ORIGIN"):
        Settings.from_env({"ADDON_ORIGIN": "("})
