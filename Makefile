# Shuke: run it, test it, check it. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?=
BIN := .venv/bin
PY := $(BIN)/python
JOBS ?= 2
SEED ?= 1
COUNT ?= 20000
ONLY ?=
LOCK := $(PY) -m piptools compile -q --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host --allow-unsafe --strip-extras

##@ Use it
.PHONY: run demo-reset
run: env ## set everything up, make the demo shop, open the till (no display: play the counter story)
	@packaging/run-demo

demo-reset: env ## make the demo shop anew
	@packaging/run-demo --reset

##@ Set it up (run, test and check do this by themselves)
.PHONY: env system lock
env: system .venv/.locked ## the Python environment in .venv, exactly as locked

system: ## the system's libraries: installs what is missing as root, else says how
	@packaging/system-libraries

.venv/.locked: requirements-dev.lock pyproject.toml packaging/make-venv
	@packaging/make-venv $(PYTHON)

lock: env ## write both lock files again from pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) -o requirements.lock pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) --extra dev -o requirements-dev.lock pyproject.toml

##@ Hold it to its word
.PHONY: test test-peers check format bench screens power-cuts flips week random-slips
test: env ## every test
	$(PY) -m pytest -n $(JOBS) --dist worksteal

test-peers: env ## devices against things nobody here wrote (installs them first)
	@packaging/make-peers
	$(PY) -m pytest -q -rs -m "emulator or peers" tests

check: env ## style, types, import contracts, tidiness, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PY) -m pytest -q tests/test_tidy.py tests/test_contracts.py tests/test_translations.py

format: env ## put imports and lines in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: env ## measure, print the table, write build/bench.json (ONLY="sale_commit verify" picks)
	$(PY) packaging/bench $(ONLY)

screens: env ## every screen in both languages, light and dark, two sizes, to build/screens
	rm -rf build/screens build/screens-shop
	$(BIN)/shuke demo --data build/screens-shop
	QT_QPA_PLATFORM=offscreen $(BIN)/shuke-till --data build/screens-shop --screens build/screens \
		2> >(grep -v '^This plugin does not support' >&2)

power-cuts: env ## the long run: COUNT crash images of recorded sales from SEED
	$(PY) -m tests.power.cuts --seed $(SEED) --count $(COUNT)

week: env ## a week of a shop with thefts, a power cut, a restore, closed by keyboard: the owner's PDFs and every total in build/week
	$(PY) -m tests.simulation --out build/week --seed $(SEED)

flips: env ## the long run: FLIPS (5000) images of a till with changed bytes, from SEED
	$(PY) -m tests.store.flips --seed $(SEED) --count $(or $(FLIPS),5000) --jobs $(JOBS)

random-slips: env ## the long run: COUNT slips of any text on any printer model from SEED, none wider than its paper
	$(PY) -m tests.hardware.escpos.random_slips --seed $(SEED) --count $(COUNT)

.PHONY: help
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
