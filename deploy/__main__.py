"""Deploy Sheet Segments to Google Cloud, or print the gcloud commands that would."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy.apply import apply, run_command
from deploy.config import load_config
from deploy.errors import DeployError
from deploy.plan import load_resources, plan
from deploy.shell import shell_lines

HERE = Path(__file__).resolve().parent


def main(argv: Sequence[str] | None = None) -> int:
    """Deploy or print; return 0 when done and 1, after a sentence, when not."""
    options = _options(argv)
    try:
        config = load_config(options.config)
        steps = plan(load_resources(HERE / "resources"), config)
        if options.dry_run:
            print("\n".join(shell_lines(steps, config)))
            return 0
        values = apply(steps, config, run_command)
    except DeployError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Deployed. The add-on's BACKEND_URL is {values['refresh_url']}/")
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy", description=__doc__)
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    parser.add_argument("--dry-run", action="store_true", help="only print commands")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
