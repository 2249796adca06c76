# make demo   gather the example's reports from feeds on this machine, and write out/brief.html and out/brief.md
# make test   everything a change must pass
# make train  train what is learned from the corpus, and write docs/quality.md
# make docs   write the generated pages of docs/
# make lock   pin all dependencies anew

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := demo
.PHONY: demo test docs lock train clean

PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check -qq
RUN := $(VENV)/bin/python
CRISIS := examples/thirteen-days.toml

demo: out/brief.html
	@$(RUN) examples/tour.py $(CRISIS)

out/brief.html: $(VENV)/installed $(shell find src examples -type f -not -name '*.pyc')
	@mkdir -p out
	$(RUN) examples/feeds.py $(VENV)/bin/brinkwatch follow $(CRISIS) --once --allow-private
	$(VENV)/bin/brinkwatch brief --db $(CRISIS) --out out/brief.md --out out/brief.html

test: $(VENV)/installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(RUN) evals/gate.py
	$(VENV)/bin/pytest

docs: $(VENV)/installed-dev
	$(RUN) docs/make_pages.py

UV := $(VENV)/bin/python -m uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet
lock: $(VENV)/made
	$(PIP) install uv
	$(UV) --upgrade -o requirements.lock
	$(UV) --upgrade -c requirements.lock --extra pdf --extra postgres --extra dev -o requirements-dev.lock

train: $(VENV)/installed-dev
	$(PIP) install --no-build-isolation -e '.[train]'
	$(RUN) training/fetch.py
	$(RUN) training/train.py
	$(RUN) training/ablations.py
	$(RUN) evals/agreement.py --json > training/agreement.json
	$(RUN) evals/quality.py

clean:
	rm -rf $(VENV) out

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Brinkwatch needs Python 3.11 or newer, and $(PYTHON) is " + sys.version.split()[0] + ": install one and run `make PYTHON=python3.11`.")'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Brinkwatch needs the venv module of $(PYTHON): install it (on Debian: apt-get install python3-venv) and run make again." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/made requirements.lock pyproject.toml
	@echo "Installing what Brinkwatch needs into $(VENV) (once; a minute or two) ..."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	@echo "Installing what the tests need ..."
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
