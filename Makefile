# Two commands are enough: `make run` and `make test`. Both may be repeated and work offline after the first time.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help install run test lint clean

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /	/' | expand -t 12

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wenda needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	touch $@

install: $(VENV)/.installed ## create .venv and install Wenda into it

run: install ## index corpus/ and open the conversation: Telegram with BOT_TOKEN, else this terminal
	@$(BIN)/wenda run

test: $(VENV)/.tested ## run the whole test suite
	$(BIN)/python -m pytest

lint: $(VENV)/.tested ## ruff, mypy --strict and the import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_imports.py

clean: ## remove what was built
	rm -rf $(VENV) .index .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
