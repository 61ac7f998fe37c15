#!/bin/sh
# Makes .venv with the project and its developer tools.
# Debian splits venv and pip off from Python; where they are missing and we may
# install packages, we do, and otherwise say which ones are needed.
set -eu

PYTHON="${PYTHON:-python3}"

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed; PYTHON=/path/to/python3 make … names one." >&2
  exit 1
fi

if ! "$PYTHON" -c 'import ensurepip' 2>/dev/null; then
  packages="python3-venv python3-pip"
  if [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    apt-get install -y -qq $packages
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo apt-get update -qq
    sudo apt-get install -y -qq $packages
  else
    echo "Python's venv is missing. Install it with: sudo apt-get install $packages" >&2
    exit 1
  fi
fi

[ -x .venv/bin/python ] || "$PYTHON" -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]' \
  --constraint constraints.txt
