.DEFAULT_GOAL := help
SHELL := bash
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
N ?= 300
GOLD ?= ../shared/gold/dev

.PHONY: help setup demo test test-slow test-all lint bench evaluate docs clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY) ## Make .venv and install kg and its tools into it

$(READY): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,plot,serve]'
	touch $@

demo: $(READY) ## Build the graph of the sample articles into exports/
	$(BIN)/kg build data/articles --store exports/kg.store --output exports

test: $(READY) lint ## Check style and types, and run the tests except the slow ones (TESTS="-m ''" runs all)
	$(BIN)/python -m pytest $(TESTS)

test-slow: $(READY) ## Run only the slow tests
	$(BIN)/python -m pytest -m slow

test-all: $(READY) ## Run all tests
	$(BIN)/python -m pytest -m ''

lint: $(READY) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY) ## Measure speed and memory over N articles
	$(BIN)/python benchmarks/bench.py --articles $(N)

evaluate: $(READY) ## Score the extractor on the gold articles, where ../shared/gold holds them
	$(BIN)/kg evaluate $(GOLD)

docs: $(READY) ## Make docs/cli.md, and put the true output into the examples of the pages
	$(BIN)/kg reference > docs/cli.md
	$(BIN)/python tests/docs_relations.py
	$(BIN)/python tests/docs_examples.py

clean: ## Remove what was built, but not .venv
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find exports -mindepth 1 ! -name .gitkeep ! -name README.md -delete
	find kg tests benchmarks training -name __pycache__ -prune -exec rm -rf {} +
