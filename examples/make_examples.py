"""Rewrite the invented example trackers: `python examples/make_examples.py`."""

import runpy
import sys
from pathlib import Path

# Run as a plain script, the folder above is not on the path; with -m it is.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
runpy.run_module("examples.make", run_name="__main__")
