# Everything there is to do with this project; `make help` is its table of contents.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3.11
BIN := .venv/bin
BUILD := src/shizheng/console/static/console/build
POSTGRES ?= postgresql://postgres@127.0.0.1:5432/postgres
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Without kept bytecode every process of the tests compiles everything again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev assets demo serve reset lint types test test-postgres test-browser explore fuzz faults check bench pictures lock clean

help: ## This page
	@awk 'BEGIN {FS = ":.*## "} /^##/ {printf "\n%s\n", substr($$0, 4)} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## Run it
demo: setup assets ## The platform with a demonstration city at http://127.0.0.1:8000 (from nothing)
	$(BIN)/shizheng demo
	$(BIN)/shizheng serve

serve: setup ## The server alone, on what is there
	$(BIN)/shizheng serve

reset: ## Forget the demonstration city (removes var/)
	rm -rf var

## Prepare
setup: .venv/runtime.stamp ## Virtual environment with what the platform runs on
.venv/runtime.stamp: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@

setup-dev: .venv/dev.stamp ## The same with everything the tests need
.venv/dev.stamp: requirements-dev.lock .venv/runtime.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

assets: $(BUILD)/manifest.json ## Our CSS and TypeScript, built with npm and esbuild
$(BUILD)/manifest.json: package.json package-lock.json $(shell find assets -type f 2>/dev/null)
	bash assets/build.sh

lock: setup-dev ## Pin the dependencies again, with hashes and naming no index
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra postgres --extra corpus --extra dev -c requirements.lock --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header -q -o requirements-dev.lock

## Check
# The workers are as many as the cores: threads of their own would only take them from each other.
test test-postgres explore: export OPENBLAS_NUM_THREADS := 1

test: setup-dev ## All unit tests on SQLite, in parallel (from nothing)
	$(BIN)/python -m pytest -n auto

test-postgres: setup-dev ## The same on a real PostgreSQL (POSTGRES=postgresql://…)
	SHIZHENG_DATABASE=$(POSTGRES) $(BIN)/python -m pytest -n auto

test-browser: setup-dev assets ## Journeys in a real Chromium
	$(BIN)/python -m pytest -m browser tests

explore: setup-dev ## Generated examples with other seeds than those of every day
	$(BIN)/python -m pytest -m "hypothesis and not browser and not fuzz" --hypothesis-profile=explore -n auto

fuzz: setup-dev ## Mutated documents never crash the reader (long)
	$(BIN)/python -m pytest -m fuzz -n auto

faults: setup-dev ## Web and worker killed at random during 1,000 intakes and moves (long; FAULTS=--database postgresql://… of an empty one)
	$(BIN)/python -m tests.faults.harness --intakes 334 $(FAULTS)

lint: setup-dev assets ## Style, floors and rooms, types of the TypeScript
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	PATH="$$PWD/.venv/node:$$PATH" node_modules/.bin/tsc -p assets

types: setup-dev ## mypy --strict
	$(BIN)/mypy src/shizheng

check: lint types test ## Everything a commit must pass

bench: setup-dev ## Every speed claim, as a ratio in one run
	for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python -m benchmarks.$$(basename $$file .py); done

pictures: setup-dev assets ## The pictures of the guides, taken anew in Chromium
	$(BIN)/python tests/browser/pictures.py

clean: ## Remove what was built, keep the data
	rm -rf .venv node_modules $(BUILD) .mypy_cache .ruff_cache .pytest_cache .hypothesis
