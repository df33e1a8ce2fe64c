# Two commands: `make serve` and `make test`. Each sets up what it needs.
# Needs Linux, Python 3.11 or newer (with venv) and make.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=
# processes that run the tests
JOBS ?= $(shell n=$$(nproc); echo $$((n < 4 ? n : 4)))

.DEFAULT_GOAL := help
.PHONY: help serve test test-all lint check format benchmark wheel clean

help:  ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

serve: $(VENV)/.runtime  ## Build a release from the repository's Turtle and serve it at http://127.0.0.1:8000
	@exec $(BIN)/c2c serve $(ARGS)

test: $(VENV)/.dev lint check  ## Lint, types, data checks and the quick tests (under 5 minutes on two cores)
	$(BIN)/python -m pytest -q -m "not long" -n $(JOBS) --dist loadfile $(ARGS)

test-all: $(VENV)/.dev  ## The long tests: full suites, many rounds, the wheel outside the checkout
	$(BIN)/python -m pytest -q -m long -n $(JOBS) --dist loadfile $(ARGS)

lint: $(VENV)/.dev  ## Style (ruff) and types (mypy, strict)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: $(VENV)/.dev  ## The shipped data: canonical form and conformance
	$(BIN)/c2c format --check
	$(BIN)/c2c check
	$(BIN)/c2c iris --check

format: $(VENV)/.dev  ## Bring code and Turtle into their form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/c2c format

benchmark: $(VENV)/.dev  ## Compare with oxigraph's own server, in one run
	$(BIN)/python -m benchmarks

wheel: $(VENV)/.dev  ## Build the wheel into dist/
	$(BIN)/python -m build --wheel

clean:  ## Remove the environment and what was written at run time
	rm -rf $(VENV) var dist build

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3"; exit 2; }
	@echo "Creating an environment in $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { echo "venv failed; on Debian: apt install python3-venv"; rm -rf $(VENV); exit 2; }

$(VENV)/.runtime: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the server needs (once)"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the tests need (once)"
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.runtime
