"""The config file: what differs from one deployment to the next."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from deploy.errors import DeployError

TYPES: Mapping[str, type] = {
    "project": str,
    "region": str,
    "oauth_audiences": list,
    "addon_origin": str,
    "schedule.cron": str,
    "schedule.time_zone": str,
}
OPTIONAL = ("addon_origin",)

# Stands between environment variables on gcloud's command line, where a comma would
# split the list of audiences; see `gcloud topic escaping`.
ENV_DELIMITER = "@@"


def load_config(path: Path) -> dict[str, str]:
    """Read the config file as text by dotted key; a list becomes a comma list.

    Raises:
        DeployError: The file cannot be read, or keys are missing, unknown or hold
            something that fits no flag; the sentence names them.
    """
    given = dict(_flat(read_toml(path)))
    needed = [key for key in TYPES if key not in OPTIONAL]
    _refuse(f"{path} lacks", [key for key in needed if not given.get(key)])
    _refuse(f"{path} has unknown keys", [key for key in given if key not in TYPES])
    unfit = [key for key, value in given.items() if not _fits(value, TYPES[key])]
    _refuse(f"{path} needs text without {ENV_DELIMITER}, or a list of it, at", unfit)
    texts = {k: v if isinstance(v, str) else ",".join(v) for k, v in given.items()}
    return dict.fromkeys(OPTIONAL, "") | texts


def read_toml(path: Path) -> dict[str, Any]:
    """Parse a TOML file.

    Raises:
        DeployError: The file cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise DeployError(
            f"Cannot read {path} ({error.strerror}). Copy deploy/config.example.toml "
            "to deploy/config.toml and fill it in."
        ) from None
    except ValueError as error:
        raise DeployError(f"{path} is not TOML: {error}.") from None


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _fits(value: object, expected: type) -> bool:
    texts = value if isinstance(value, list) else [value]
    plain = all(isinstance(text, str) and ENV_DELIMITER not in text for text in texts)
    return isinstance(value, expected) and plain


def _refuse(sentence: str, keys: Sequence[str]) -> None:
    if keys:
        raise DeployError(f"{sentence}: {', '.join(keys)}.")
