"""What the environment says, read once and checked at start."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sheets_sync.errors import ConfigError

GOOGLE_CERTS_URL: Final = "https://www.googleapis.com/oauth2/v1/certs"
# The origin of an add-on's panel as observed; every Apps Script project shares its
# parent domain, so this keeps browsers tidy and authenticates nobody.
PANEL_ORIGIN: Final = r"https://n-[a-z0-9]+-\d+lu-script\.googleusercontent\.com"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and who may call; empty text means not set.

    ``sheets_api_root`` and ``access_token`` are for a local server; unset means Google
    and the service account's own credentials.
    """

    sheets_api_root: str = ""
    access_token: str = ""
    oauth_audiences: tuple[str, ...] = ()
    oauth_certs_url: str = GOOGLE_CERTS_URL
    addon_origin: str = PANEL_ORIGIN
    tasks_queue: str = ""
    task_url: str = ""
    task_service_account: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Return the settings of an environment.

        Raises:
            ConfigError: A variable is malformed; the message names it.
        """
        return cls(
            sheets_api_root=env.get("SHEETS_API_ROOT", "").rstrip("/"),
            access_token=env.get("SHEETS_ACCESS_TOKEN", ""),
            oauth_audiences=_listed(env.get("OAUTH_AUDIENCES", "")),
            oauth_certs_url=env.get("OAUTH_CERTS_URL", "") or GOOGLE_CERTS_URL,
            addon_origin=_pattern("ADDON_ORIGIN", env.get("ADDON_ORIGIN", "")),
            tasks_queue=env.get("TASKS_QUEUE", ""),
            task_url=env.get("TASK_URL", ""),
            task_service_account=env.get("TASK_SERVICE_ACCOUNT", ""),
        )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _pattern(name: str, text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ConfigError(f"{name} is not a regular expression.") from error
    return text or PANEL_ORIGIN
