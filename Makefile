# `make run` is the demo, `make serve` the real thing; `make help` lists all. Only Python 3.11+ is needed.

ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $$name && break; done)
endif
TOOLS = $(or $(PYTHON),$(error matchday needs Python 3.11 or newer)) -m tools
BIN = .venv/bin
# What is compiled once is kept, whatever the machine says: each start takes half the time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run serve setup test check hold bench lock licences clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: ## start the demo: invented people, this machine only, sign-in links printed (PORT=8000)
	@$(TOOLS) run

serve: ## start matchday with the settings of the environment (HOST, PORT, DATABASE_URL …)
	@$(TOOLS) serve

setup: ## fetch and build what matchday needs; asks nothing, skips what is done
	@$(TOOLS) setup

test: ## set up and run all tests (ARGS="tests/core -k wish" for some of them)
	@$(TOOLS) test $(ARGS)

check: ## style, types, templates and the laws of the house
	@$(TOOLS) setup-tests
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/python -m djlint --lint --quiet templates
	$(BIN)/python -m pytest -q tests/house

hold: ## measure what must hold and write bench/RESULTS.md, up to an hour (CHAPTERS="web day" for some)
	@$(TOOLS) setup-tests
	$(BIN)/python -m pytest -q -m hold
	$(BIN)/python -m bench $(CHAPTERS)

bench: ## measure the solver beside its peers, the part of `make hold` that needs no day (SIZES=300,5000 for some sizes)
	@$(TOOLS) setup-tests
	MATCHDAY_BENCH_SIZES=$(SIZES) $(BIN)/python -m bench solver peers

lock: ## write the locks anew from requirements*.in and package.json (UPGRADE=1 for newer versions)
	@$(TOOLS) lock

licences: ## list the licences of everything fetched
	@$(TOOLS) licences

clean: ## remove what was fetched and built; databases and secrets in instance/ stay
	rm -rf .venv node_modules static/vendor .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find static -name '*.br' -delete -o -name '*.gz' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
