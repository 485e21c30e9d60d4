# The two commands: make demo, make test. Each sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: demo test lint bench reference messages pins clean

demo: .setup-run
	$(BIN)/tearsheet demo --out demo

test: .setup-dev .setup-chromium
	$(BIN)/python -m pytest -m "not nightly" -n 2 --dist loadfile

lint: .setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .setup-dev
	$(BIN)/python -m benchmarks

# The reference of commands and settings, from the code.
reference: .setup-dev
	$(BIN)/python -m tearsheet.cli.reference docs/reference

# The words of the desk's pages into catalogues for translators, and these compiled.
messages: .setup-run
	$(BIN)/python -m tearsheet.desk.catalogues

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tearsheet needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv

# The demo installs only what an installation needs, the tests that and their own tools.
.setup-run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.setup-dev: requirements/dev.txt .setup-run
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

.setup-chromium:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || \
	  { echo "Installing Chromium for the browser tests"; apt-get update -qq && apt-get install -qq -y chromium >/dev/null; } || \
	  { echo "Please install Chromium: the browser tests drive it"; exit 1; }
	@touch $@

# Writes the pinned parts anew from pyproject.toml; the only step that needs uv.
PIN := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make pins"
pins: pyproject.toml
	$(PIN) --extra build pyproject.toml -o requirements/run.txt
	$(PIN) --extra build --extra dev pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv .setup-* demo build
