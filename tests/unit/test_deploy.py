"""Deploying: the commands, their quoting, and what happens when one fails."""

import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from deploy.__main__ import main
from deploy.apply import apply, run_command
from deploy.config import load_config
from deploy.errors import DeployError
from deploy.plan import load_resources, plan
from deploy.shell import shell_lines
from deploy.steps import Step

CHECKOUT = Path(__file__).resolve().parents[2]
DEPLOY = CHECKOUT / "deploy"
EXAMPLE = DEPLOY / "config.example.toml"

EVERYWHERE = {"project", "quiet"}
KNOWN_FLAGS = {
    "services enable": set(),
    "iam service-accounts create": {"display-name"},
    "iam service-accounts describe": set(),
    "iam service-accounts add-iam-policy-binding": {"member", "role"},
    "tasks queues describe": {"location"},
    "tasks queues create": {
        "location", "max-dispatches-per-second", "max-concurrent-dispatches",
        "max-attempts", "min-backoff", "max-backoff", "max-retry-duration",
    },
    "tasks queues update": {
        "location", "max-dispatches-per-second", "max-concurrent-dispatches",
        "max-attempts", "min-backoff", "max-backoff", "max-retry-duration",
    },
    "tasks queues add-iam-policy-binding": {"location", "member", "role"},
    "run deploy": {
        "source", "function", "base-image", "region", "service-account",
        "allow-unauthenticated", "no-allow-unauthenticated", "set-env-vars",
        "memory", "cpu", "concurrency", "max-instances", "timeout",
    },
    "run services describe": {"region", "format"},
    "run services add-iam-policy-binding": {"region", "member", "role"},
    "scheduler jobs describe": {"location"},
    "scheduler jobs create http": {
        "location", "schedule", "time-zone", "uri", "http-method", "headers",
        "message-body", "oidc-service-account-email", "oidc-token-audience",
        "attempt-deadline", "max-retry-attempts",
    },
    "scheduler jobs update http": {
        "location", "schedule", "time-zone", "uri", "http-method", "update-headers",
        "message-body", "oidc-service-account-email", "oidc-token-audience",
        "attempt-deadline", "max-retry-attempts",
    },
}  # fmt: skip

FAKE_GCLOUD = """#!/bin/sh
{ printf '%s\\037' gcloud "$@"; printf '\\036'; } >>"$LOG"
case "$*" in
  *" describe "*--format=*) echo "https://$4.run.app" ;;
  *" describe "*) exit "$DESCRIBE_CODE" ;;
esac
"""


class FakeGcloud:
    """Keeps the commands; services have addresses, the rest exists or does not."""

    def __init__(self, describe_code: int, failing: str = "") -> None:
        self.describe_code = describe_code
        self.failing = failing
        self.commands: list[list[str]] = []

    def __call__(
        self, command: Sequence[str], *, may_fail: bool = False
    ) -> tuple[int, str]:
        self.commands.append(list(command))
        if self.failing and self.failing in command:
            return 7, ""
        if "--format=value(status.url)" in command:
            return 0, f"https://{command[4]}.run.app\n"
        return (self.describe_code if may_fail else 0), ""


def example_steps(config: dict[str, str]) -> list[Step]:
    return plan(load_resources(DEPLOY / "resources"), config)


def run_in_shell(lines: list[str], folder: Path, describe_code: int) -> list[list[str]]:
    gcloud, log = folder / "gcloud", folder / "log"
    gcloud.write_text(FAKE_GCLOUD)
    gcloud.chmod(0o755)
    subprocess.run(
        ["/bin/sh", "-eu", "-c", "\n".join(lines)],
        env={
            "PATH": f"{folder}:/usr/bin:/bin",
            "LOG": str(log),
            "DESCRIBE_CODE": str(describe_code),
        },
        check=True,
    )
    records = log.read_text().split("\x1e")[:-1]
    return [record.split("\x1f")[:-1] for record in records]


def test_a_dry_run_prints_the_commands_of_the_example(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A dry run of the example config prints config.example.sh, byte for byte."""
    code = main(["--config", str(EXAMPLE), "--dry-run"])

    assert code == 0
    assert capsys.readouterr().out == (DEPLOY / "config.example.sh").read_text()


def test_the_script_runs_by_its_path_from_any_folder(tmp_path: Path) -> None:
    """The script finds its resources wherever it is started from."""
    script = [str(DEPLOY / "deploy.py"), "--config", str(EXAMPLE), "--dry-run"]

    done = subprocess.run(
        [sys.executable, *script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == (DEPLOY / "config.example.sh").read_text()


@pytest.mark.parametrize(
    ("describe_code", "verb", "other"),
    [(1, "create", "update"), (0, "update", "create")],
    ids=["nothing exists yet", "everything exists"],
)
def test_the_printed_lines_do_what_a_real_run_does(
    tmp_path: Path, describe_code: int, verb: str, other: str
) -> None:
    """A shell given the printed lines runs the commands that a real run does."""
    config = load_config(EXAMPLE)
    steps = example_steps(config)
    gcloud = FakeGcloud(describe_code)

    values = apply(steps, config, gcloud)
    from_shell = run_in_shell(shell_lines(steps, config), tmp_path, describe_code)

    assert from_shell == gcloud.commands
    assert values["refresh_url"] == "https://sheet-segments-refresh.run.app"
    assert ["gcloud", "tasks", "queues", verb] in [c[:4] for c in gcloud.commands]
    assert ["gcloud", "tasks", "queues", other] not in [c[:4] for c in gcloud.commands]


def test_an_address_reaches_the_services_that_need_it() -> None:
    """`schedule` is told where tasks go, and the job where `schedule` is."""
    config = load_config(EXAMPLE)
    gcloud = FakeGcloud(describe_code=1)

    apply(example_steps(config), config, gcloud)

    words = [word for command in gcloud.commands for word in command]
    tasks = "TASK_URL=https://sheet-segments-refresh-task.run.app@@"
    assert sum(tasks in word for word in words) == 1
    assert "--uri=https://sheet-segments-schedule.run.app" in words
    assert "--oidc-token-audience=https://sheet-segments-schedule.run.app" in words


@pytest.mark.parametrize(
    "odd",
    [
        "two words",
        "it's",
        'say "hi"',
        "$(touch pwned) `id` $HOME ${project} ${schedule_url}",
        "a,b;c|d&e>f\\g*?",
        r"^https://n-[a-z0-9]+-\d{1,3}lu\.example$",
        "line one\nline two",
        "-flag",
        "₹ नमस्ते",
    ],
)
def test_odd_values_reach_gcloud_as_they_are(tmp_path: Path, odd: str) -> None:
    """Whatever a config value holds, the shell hands it on as one unchanged word."""
    config = load_config(EXAMPLE) | {"addon_origin": odd, "schedule.time_zone": odd}
    lines = shell_lines(example_steps(config), config)

    words = [word for line in run_in_shell(lines, tmp_path, 1) for word in line]

    assert f"--time-zone={odd}" in words
    assert any(word.endswith(f"@@ADDON_ORIGIN={odd}") for word in words)


def test_an_empty_optional_value_sets_no_variable() -> None:
    """Without an add-on origin the function sees no such variable at all."""
    config = load_config(EXAMPLE)

    lines = shell_lines(example_steps(config), config)

    assert "ADDON_ORIGIN" not in "\n".join(lines)


def test_every_flag_is_one_that_gcloud_knows() -> None:
    """Each command uses only flags that its own gcloud reference lists."""
    used: dict[str, set[str]] = {}
    for step in example_steps(load_config(EXAMPLE)):
        for command in filter(None, (step.command, step.unless, step.otherwise)):
            line = " ".join(command[1:])
            verb = next(verb for verb in KNOWN_FLAGS if line.startswith(f"{verb} "))
            flags = {w[2:].partition("=")[0] for w in command if w.startswith("--")}
            used.setdefault(verb, set()).update(flags - EVERYWHERE)

    assert used == KNOWN_FLAGS


def test_only_the_add_ons_service_is_public() -> None:
    """Of the three services only `refresh` lets callers in that IAM does not know."""
    resources = load_resources(DEPLOY / "resources")

    public = {
        r.flags["function"]: r.flags["allow-unauthenticated"]
        for r in resources
        if r.kind == "service"
    }

    assert public == {"refresh": True, "schedule": False, "refresh_task": False}


@pytest.mark.parametrize("service", ["refresh", "schedule", "refresh_task"])
def test_an_instance_takes_as_many_requests_as_it_has_threads(service: str) -> None:
    """Cloud Run sends an instance no more calls at once than its server works on."""
    resources = load_resources(DEPLOY / "resources")

    found = next(r for r in resources if r.flags.get("function") == service)

    assert found.env["THREADS"] == str(found.flags["concurrency"])


def test_the_first_failure_stops_the_run() -> None:
    """When a command fails, nothing after it runs and the error names the command."""
    config = load_config(EXAMPLE)
    steps = example_steps(config)
    gcloud = FakeGcloud(describe_code=1, failing="--function=schedule")

    with pytest.raises(
        DeployError, match=r"^Step 8 of 16 ended with code 7: gcloud run"
    ):
        apply(steps, config, gcloud)

    assert "--function=schedule" in gcloud.commands[-1]


def test_a_missing_program_is_said_in_a_sentence() -> None:
    """Where gcloud is not installed, the error says so."""
    with pytest.raises(DeployError, match="no-such-gcloud is not installed"):
        run_command(["no-such-gcloud", "version"])


def test_a_probe_that_fails_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    """A probe's code and output come back, and its complaint is not shown."""
    probe = ["/bin/sh", "-c", "echo out; echo noise >&2; exit 3"]

    assert run_command(probe, may_fail=True) == (3, "out\n")
    assert capfd.readouterr().err == ""


def test_a_command_is_shown_with_what_it_complains_of(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The terminal shows each command that is run, and gcloud's own messages."""
    assert run_command(["/bin/sh", "-c", "echo noise >&2; exit 3"]) == (3, "")
    assert capfd.readouterr().err == "> /bin/sh -c 'echo noise >&2; exit 3'\nnoise\n"


CONFIG = {
    "project": '"p"',
    "region": '"r"',
    "oauth_audiences": '["a", "b"]',
    "schedule.cron": '"0 5 * * *"',
    "schedule.time_zone": '"UTC"',
}


def config_file(folder: Path, changes: dict[str, str | None]) -> Path:
    entries = {key: value for key, value in (CONFIG | changes).items() if value}
    path = folder / "config.toml"
    path.write_text("\n".join(f"{key} = {value}" for key, value in entries.items()))
    return path


def test_the_config_is_read_as_text(tmp_path: Path) -> None:
    """Lists become comma lists and what is optional becomes empty."""
    config = load_config(config_file(tmp_path, {}))

    assert config == {
        "project": "p",
        "region": "r",
        "oauth_audiences": "a,b",
        "addon_origin": "",
        "schedule.cron": "0 5 * * *",
        "schedule.time_zone": "UTC",
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"region": None, "schedule.cron": None}, "lacks: region, schedule.cron."),
        ({"project": '""'}, "lacks: project."),
        ({"oauth_audiences": "[]"}, "lacks: oauth_audiences."),
        ({"oauth_audience": '"x"'}, "has unknown keys: oauth_audience."),
        ({"oauth_audiences": '"a"'}, "or a list of it, at: oauth_audiences."),
        ({"oauth_audiences": "[1]"}, "or a list of it, at: oauth_audiences."),
        ({"region": "7"}, "or a list of it, at: region."),
        ({"addon_origin": '"a@@b"'}, "needs text without @@"),
        ({"region": "europe"}, "is not TOML"),
    ],
)
def test_a_config_that_cannot_be_used_names_what_is_wrong(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, str | None],
    message: str,
) -> None:
    """The sentence names the file and the keys, and no command is printed."""
    path = config_file(tmp_path, changes)

    code = main(["--config", str(path), "--dry-run"])

    printed = capsys.readouterr()
    assert (code, printed.out) == (1, "")
    assert printed.err.startswith(str(path))
    assert message in printed.err


def test_a_missing_config_says_where_to_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a config file, the sentence points at the example."""
    code = main(["--config", str(tmp_path / "config.toml")])

    assert code == 1
    assert "Copy deploy/config.example.toml" in capsys.readouterr().err


def test_what_the_build_installs_is_uploaded() -> None:
    """Every file and package that pyproject.toml names passes .gcloudignore."""
    lines = (CHECKOUT / ".gcloudignore").read_text().splitlines()
    kept = {line[2:].strip("/") for line in lines if line.startswith("!/")}
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    project, tool = settings["project"], settings["tool"]["setuptools"]

    needed = {
        "pyproject.toml",
        project["readme"],
        *(path.partition("/")[0] for path in project["license-files"]),
        *(f"{module}.py" for module in tool["py-modules"]),
        *(name.rstrip("*") for name in tool["packages"]["find"]["include"]),
    }

    assert "/*" in lines
    assert kept == needed
