# Everything a person types. `make run` and `make test` set up all they need and are safe to repeat.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check install lint types imports fix lock golden wheel clean
.DEFAULT_GOAL := help

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## Set up, then start the bot on the seed articles with its chat page
	@DATELINE_LOG_LEVEL=$${DATELINE_LOG_LEVEL:-warning} $(BIN)/dateline run

test: check ## Set up, then lint, type check, check imports and run every test

check: lint types imports ## What CI runs
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(VENV)/.dev ## Style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

imports: $(VENV)/.dev ## Who may import whom
	$(BIN)/lint-imports

fix: $(VENV)/.dev ## Let the formatter and the linter mend what they can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

install: $(VENV)/.dev ## Set up for development

golden: $(VENV)/.dev ## Write the golden payloads anew
	$(BIN)/python -m tests.adapters.slack.examples
	$(BIN)/python -m tests.adapters.discord.examples

wheel: $(VENV)/.dev ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

lock: ## Compile the lock files anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

$(VENV)/bin/python:
	@echo "Setting up $(VENV) (once) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the bot needs (once) …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installing what the tests need (once) …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

clean: ## Remove what make has made
	rm -rf $(VENV) dist build
