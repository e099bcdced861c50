VENV ?= .venv
SETUP = @VENV="$(VENV)" sh scripts/setup.sh
PY = $(VENV)/bin/python

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint bench conformance clean run dev for_conformance

help: ## Say what can be made
	@awk -F ': .*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

demo: run ## Set up, and build the flagship briefing into build/
	@$(VENV)/bin/briefgen build briefs/moscow-sochi-2019.yaml

test: dev ## Set up, and run all tests; ARGS="-k wheel" goes to pytest
	@$(PY) -m pytest $(ARGS)

lint: dev ## Look at style and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

bench: dev ## Measure the stages; ARGS goes to pytest
	@$(PY) -m pytest tests/benchmarks -s -o python_files='bench_*.py' $(ARGS)

conformance: for_conformance ## Put all outputs before veraPDF, the Nu checker and axe-core
	@$(PY) -m pytest tests/conformance -vv -o python_files='check_*.py' $(ARGS)

clean: ## Remove what was built and cached, not the environment
	rm -rf build dist .benchmarks .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find briefgen scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

run:
	$(SETUP) run

dev:
	$(SETUP) dev

for_conformance:
	$(SETUP) conformance
