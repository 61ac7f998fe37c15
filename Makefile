# Everything lives in .venv; the first target that needs it makes it.

PYTHON ?= python3
BIN := .venv/bin
NODE_MODULES := appsscript/node_modules/.package-lock.json
CHECKED := main.py segments sheets_sync local_sheets deploy examples tests benchmarks

# Every process of a run finds modules and tests compiled.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/pycache

.PHONY: demo test serve bench soak lint format clean

demo: .venv/ready
	mkdir -p out
	$(BIN)/sheet-segments refresh examples/lagos-clothing.xlsx --out out/lagos-clothing.xlsx \
	  --timezone Africa/Lagos --locale en_NG --as-of 2026-11-21

test: lint
	$(BIN)/pytest -q -n auto -m "not soak and not live"

lint: .venv/ready $(NODE_MODULES)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: .venv/ready
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

serve: .venv/ready
	$(BIN)/sheet-segments serve

bench: .venv/ready
	$(BIN)/python -m benchmarks

soak: .venv/ready
	$(BIN)/pytest -q -n auto -m soak
	$(BIN)/pytest -q -n auto --hypothesis-profile=soak tests/properties

.venv/ready: pyproject.toml constraints.txt
	PYTHON="$(PYTHON)" sh scripts/make-venv.sh
	touch $@

$(NODE_MODULES): .venv/ready appsscript/package-lock.json
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix appsscript --no-audit --no-fund --silent

clean:
	rm -rf .venv appsscript/node_modules out build dist *.egg-info
