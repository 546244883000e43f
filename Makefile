# Tablée: everything here needs Python 3.11 or newer and make, nothing else.
# `make` alone says what there is to do.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamps
PYTEST_OPTIONS ?=

help: ## Say what there is to do
	@echo "Tablée: acts become gifts, and anyone can prove the count."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup ## See the 2012 campaign replayed live, in about two minutes
	$(BIN)/tablee demo

# Where Python is told to keep nothing of what it compiles, each of a thousand processes compiles
# everything anew: during the tests it is kept, out of the way.
COMPILED := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/$(VENV)/compiled

test: setup browser fediverse check ## Pass every check and every test
	$(COMPILED) $(BIN)/pytest --numprocesses=auto --no-loadscope-reorder $(PYTEST_OPTIONS)

check: setup ## Look at the code with every tool, without running the tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/python -m tools.migrations_are_made
	$(BIN)/pytest -q -m "not slow" tests/house

catalogues: setup ## Compile the translations after editing a .po file
	$(BIN)/python -m tools.catalogue

docs: setup ## Write the pages that follow from the code
	$(BIN)/python -m tools.settings_page
	$(BIN)/python -m tools.networks_page
	$(BIN)/python -m tools.conformance
	$(BIN)/python -m tools.leaf_schema
	$(BIN)/python -m tools.verifier_page
	$(BIN)/python -m tests.usecases.hooks.story

fix: setup ## Format, and repair what the linter can repair by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

serve: setup ## Run this site on this machine (TABLEE_HOME, default ./var)
	$(BIN)/tablee serve

bench: setup ## Measure everything, as ratios (15 minutes at most)
	$(BIN)/python -m bench

bench-quick: setup ## Measure the door only (2 minutes at most)
	$(BIN)/python -m bench --quick

mutants: setup ## Change the rules in every small way, and see that a test notices (an hour)
	$(BIN)/python -m tools.mutants $(MODULES)

COMPILE := UV_SYSTEM_CERTS=1 $(BIN)/uv pip compile --quiet --upgrade --universal \
  --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --no-header --no-annotate

lock: $(STAMP)/uv ## Choose the versions of all dependencies anew
	$(COMPILE) pyproject.toml --extra postgres --group dev --output-file requirements/lock.txt
	echo uv | $(COMPILE) - --output-file requirements/uv.txt

setup: $(STAMP)/installed ## Make .venv and put everything in it (the other targets do it for you)

browser: setup ## Find the system's Chromium, or install it where we may
	@$(BIN)/python -m tools.browser

fediverse: setup ## Install the server of the fediverse that the tests speak with
	@$(BIN)/python -m tools.fediverse

peers: setup ## Find the programs of others that verify a log of ours, or install them
	@$(BIN)/python -m tools.peers

wordpress: setup ## Find Debian's WordPress for the test with a real blog, or install it
	@$(BIN)/python -m tools.wordpress

clean: ## Take away .venv and what the tools left; your data in var stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .schemathesis

# ── how setup works: each stamp is older than nothing it depends on ──────────

$(STAMP)/python: tools/make_venv.sh
	@sh tools/make_venv.sh $(VENV)
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/uv: $(STAMP)/python requirements/uv.txt
	@echo "setup: installing uv, which installs the rest"
	@sh tools/install_uv.sh $(VENV)
	@touch $@

$(STAMP)/locked: $(STAMP)/uv requirements/lock.txt
	@echo "setup: installing the packages named in requirements/lock.txt"
	@sh tools/install_locked.sh $(VENV)
	@touch $@

$(STAMP)/installed: $(STAMP)/locked pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-build-isolation --no-deps --editable .
	@touch $@
	@echo "setup: ready; try 'make demo'"

.PHONY: help demo test check catalogues docs fix serve bench bench-quick mutants lock setup browser fediverse peers wordpress clean
