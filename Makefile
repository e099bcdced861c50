VENV ?= .venv
SETUP = @VENV="$(VENV)" sh scripts/setup.sh
PY = $(VENV)/bin/python
INSTALL = @$(PY) -m pip -qq --disable-pip-version-check install --require-hashes -r

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo docs references labels test test-long lint bench conformance fuzz pictures requirements audit release clean run dev for_conformance

help: ## Say what can be made
	@awk -F ': .*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: run ## Set up, and build the flagship briefing into build/
	@$(VENV)/bin/briefgen build briefs/moscow-sochi-2019.yaml

# A process more than there are processors: tests of the preview wait for saves to be seen.
IN_PARALLEL = -n auto --dist worksteal

test: dev ## Set up, and run the tests; ARGS="-k wheel" goes to pytest
	@$(PY) -m pytest $(IN_PARALLEL) -m "not long" $(ARGS)

test-long: dev ## Run the tests that kill builds, fill disks, wait or search for long
	$(INSTALL) requirements/release.txt
	@EXAMPLES=100 $(PY) -m pytest $(IN_PARALLEL) -m "long or hypothesis" $(ARGS)

lint: dev ## Look at style and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

docs: dev ## Make the documentation as a site, in build/docs; a dead link fails
	@$(PY) -m sphinx -q -W -n --keep-going -d build/doctrees docs build/docs
	@echo build/docs/index.html

references: dev ## Write the pages of docs/reference that are made from the program
	@for each in scripts/*_reference.py; do $(PY) $$each || exit 1; done

labels: dev ## Bring the catalogues of labels up to date, and compile them
	@$(PY) scripts/catalogues.py

bench: dev ## Measure against peers, write docs/explanation/performance.md; QUICK=1 less, ARGS goes to pytest
	$(INSTALL) requirements/bench.txt
	@QUICK=$(QUICK) ROUNDS=$(ROUNDS) $(PY) -m pytest tests/benchmarks -s -o python_files='bench_*.py' $(ARGS)

SECONDS ?= 60

fuzz: dev ## Look for input that briefgen doesn't stand, SECONDS=60 for each target; kill builds
	$(INSTALL) requirements/fuzz.txt
	$(PY) scripts/fuzz.py load $(SECONDS)
	$(PY) scripts/fuzz.py quotes $(SECONDS)
	OTHERS=1 EXAMPLES=5000 $(PY) -m pytest tests/test_whole_briefs.py
	KILLS=100 $(PY) -m pytest tests/test_faults.py -k killed

conformance: for_conformance ## Put all outputs before veraPDF, the Nu checker and axe-core, and copy the words out of PDFs
	@$(PY) -m pytest tests/conformance -vv -o python_files='check_*.py' $(ARGS)

release: dev ## Make what is released of the last commit, in dist/
	$(INSTALL) requirements/release.txt
	@$(PY) scripts/release.py

audit: dev ## Ask which packages have known vulnerabilities; needs the network
	$(INSTALL) requirements/release.txt
	@$(PY) scripts/audit.py $(ARGS)

requirements: dev ## Pin what pyproject.toml asks for, with hashes; ARGS=--upgrade renews all
	$(INSTALL) requirements/release.txt
	@$(PY) scripts/requirements.py $(ARGS)

pictures: dev ## Draw the pictures of the documentation anew, from real builds
	@$(PY) scripts/pictures_of_docs.py

clean: ## Remove what was built and cached, not the environment
	rm -rf build dist .benchmarks .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find briefgen scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

run:
	$(SETUP) run

dev:
	$(SETUP) dev

for_conformance:
	$(SETUP) conformance
