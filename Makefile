# Kvalitetsviser: `make run` starts the product, `make test` tests everything. `make help` lists the rest.
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
# Set by .ci/run: what needs a service that does not answer fails instead of being skipped.
export REQUIRE_SERVICES ?=

.DEFAULT_GOAL := help
.PHONY: help install run dev test lint bench lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(VENV)/.runtime node_modules/.runtime ## everything but preparing and serving

run: install ## the product on http://localhost:8000 (PORT changes it)
	@$(MANAGE) prepare
	@echo "Kvalitetsviser: http://localhost:$(PORT)"
	@exec $(BIN)/python -m portal.serve $(HOST):$(PORT)

dev: $(VENV)/.development install ## for us: debug on, reload on change
	@DEBUG=1 $(MANAGE) prepare --without-static
	@DEBUG=1 exec $(BIN)/python -m portal.serve $(HOST):$(PORT)

test: $(VENV)/.development node_modules/.development ## everything on SQLite; what uses the database on PostgreSQL too
	@$(BIN)/python tests/run.py $(ARGS)

lint: $(VENV)/.development ## style, import contracts, missing migrations and translations, types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) translations --check
	@$(BIN)/mypy

bench: $(VENV)/.development node_modules/.runtime tests/bench/node_modules/.installed ## measure what has a budget, into docs/performance.md
	@$(BIN)/python -m tests.bench $(ARGS)

lock: ## compile the lock files (needs uv and npm)
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml -c requirements.txt --group dev -o requirements-dev.txt
	npm install --package-lock-only
	cd tests/bench && npm install --package-lock-only

clean: ## remove what was installed and built; var/ with its data stays
	rm -rf $(VENV) node_modules tests/bench/node_modules

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kvalitetsviser needs Python 3.11 or newer; PYTHON=... names another one.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

# Each empties the folder first.
node_modules/.runtime: package-lock.json
	npm ci --ignore-scripts --omit=dev
	@rm -f node_modules/.development
	@touch $@

node_modules/.development: package-lock.json
	npm ci --ignore-scripts
	@touch $@ node_modules/.runtime

# Of no use to anything else, and 190 MB.
tests/bench/node_modules/.installed: tests/bench/package-lock.json
	cd tests/bench && npm ci --ignore-scripts
	@touch $@
