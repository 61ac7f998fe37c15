"""Resource files → the gcloud steps that make them so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.config import ENV_DELIMITER, read_toml
from deploy.steps import PLACEHOLDER, Command, Step

Flags = Mapping[str, object]

GROUPS: Mapping[str, str] = {
    "account": "iam service-accounts",
    "queue": "tasks queues",
    "service": "run services",
    "job": "scheduler jobs",
}
PLACES: Mapping[str, Flags] = {
    "account": {},
    "queue": {"location": "${region}"},
    "service": {"region": "${region}"},
    "job": {"location": "${region}"},
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of ``resources/`` as written; ``flags`` are gcloud's own."""

    kind: str
    name: str = ""
    names: Sequence[str] = ()
    flags: Flags = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    grants: Sequence[Mapping[str, str]] = ()
    save_url_as: str = ""


def load_resources(folder: Path) -> list[Resource]:
    """Read every resource file, in the order of their names."""
    return [Resource(**read_toml(path)) for path in sorted(folder.glob("*.toml"))]


def plan(resources: Sequence[Resource], config: Mapping[str, str]) -> list[Step]:
    """List the steps in order: every resource first, then who may use it.

    Grants come last: a new service account takes a moment to be known everywhere.
    """
    made = [step for r in resources for step in MAKERS[r.kind](r, config)]
    return made + [_grant(r, grant) for r in resources for grant in r.grants]


def _apis(resource: Resource, _config: Mapping[str, str]) -> Iterator[Step]:
    yield Step(_gcloud("services enable", *resource.names))


def _account(resource: Resource, _config: Mapping[str, str]) -> Iterator[Step]:
    yield Step(
        _gcloud("iam service-accounts create", resource.name, flags=resource.flags),
        unless=_gcloud("iam service-accounts describe", _address(resource)),
    )


def _queue(resource: Resource, _config: Mapping[str, str]) -> Iterator[Step]:
    yield _ensured(resource, "create", "update", resource.flags)


def _job(resource: Resource, _config: Mapping[str, str]) -> Iterator[Step]:
    renamed = {"headers": "update-headers"}
    flags = {renamed.get(name, name): value for name, value in resource.flags.items()}
    yield _ensured(resource, "create http", "update http", flags)


def _service(resource: Resource, config: Mapping[str, str]) -> Iterator[Step]:
    place = PLACES["service"]
    env = [
        f"{name}={text}" for name, text in resource.env.items() if _set(text, config)
    ]
    env_flag = f"^{ENV_DELIMITER}^{ENV_DELIMITER.join(env)}"
    flags = {"source": ".", **resource.flags, "set-env-vars": env_flag, **place}
    yield Step(_gcloud("run deploy", resource.name, flags=flags))
    describe = {"format": "value(status.url)", **place}
    yield Step(
        _gcloud("run services describe", resource.name, flags=describe),
        save_as=resource.save_url_as,
    )


MAKERS: Mapping[str, Callable[[Resource, Mapping[str, str]], Iterator[Step]]] = {
    "apis": _apis,
    "account": _account,
    "queue": _queue,
    "service": _service,
    "job": _job,
}


def _ensured(resource: Resource, create: str, update: str, changes: Flags) -> Step:
    group, place = GROUPS[resource.kind], PLACES[resource.kind]
    flags, changes = {**resource.flags, **place}, {**changes, **place}
    return Step(
        _gcloud(f"{group} {create}", resource.name, flags=flags),
        unless=_gcloud(f"{group} describe", resource.name, flags=place),
        otherwise=_gcloud(f"{group} {update}", resource.name, flags=changes),
    )


def _grant(resource: Resource, grant: Mapping[str, str]) -> Step:
    verb = f"{GROUPS[resource.kind]} add-iam-policy-binding"
    flags = {**grant, **PLACES[resource.kind]}
    return Step(_gcloud(verb, _address(resource), flags=flags))


def _address(resource: Resource) -> str:
    if resource.kind == "account":
        return f"{resource.name}@${{project}}.iam.gserviceaccount.com"
    return resource.name


def _gcloud(verb: str, *names: str, flags: Flags | None = None) -> Command:
    given = [_flag(name, value) for name, value in (flags or {}).items()]
    return ("gcloud", *verb.split(), *names, *given, "--project=${project}", "--quiet")


def _flag(name: str, value: object) -> str:
    if value is True:
        return f"--{name}"
    return f"--no-{name}" if value is False else f"--{name}={value}"


def _set(template: str, config: Mapping[str, str]) -> bool:
    """Tell whether a value is more than an optional one that was left empty."""
    return PLACEHOLDER.sub(lambda match: config.get(match[1], match[0]), template) != ""
