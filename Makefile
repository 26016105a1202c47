# Two commands are enough: `make run` and `make test`. Both may be repeated, and work offline after the first time:
# pip is called only when pyproject.toml or constraints.txt is newer than what was installed.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
.DEFAULT_GOAL := help
.PHONY: help install run test lint bench clean

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /	/' | expand -t 12

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Wenda needs Python 3.11 or newer; say where it is: make PYTHON=/path/to/python3" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade 'pip>=25.1'
	$(PIP) --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) --constraint constraints.txt --group dev --editable '.[semantic]'
	@touch $@

install: $(VENV)/.installed ## create .venv and install Wenda into it

run: install ## index corpus/ and open the conversation: Telegram with BOT_TOKEN, else this terminal
	@$(BIN)/python -m bot run

test: $(VENV)/.tested ## run the whole test suite
	$(BIN)/python -m pytest

lint: $(VENV)/.tested ## ruff, mypy --strict and the import rule
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest tests/test_imports.py

$(VENV)/.benched: $(VENV)/.installed
	$(PIP) --constraint constraints.txt --group bench
	@touch $@

bench: $(VENV)/.benched ## measure speed beside its peers, an hour; BENCH="--help" says what else it can
	$(BIN)/python -m tests.bench $(BENCH)

clean: ## remove what was built
	rm -rf $(VENV) .index .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
