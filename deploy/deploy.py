"""Run ``python -m deploy`` by its path, from any directory."""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    runpy.run_module("deploy", run_name="__main__", alter_sys=True)
