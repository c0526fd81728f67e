# Every target does its own set-up. PYTHON may name an interpreter (3.11 or newer).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEV := $(VENV)/.dev
JOBS ?= auto

.PHONY: help demo test lint browser readers ontology screenshot weights unseen bench clean

help:
	@echo "make demo        build seeds/articles into exports/ and say what to look at"
	@echo "make test        formatter, linter, types, import contract, all tests"
	@echo "make screenshot  renew the pictures in docs/images"
	@echo "make ontology    renew ontology/index.html and the tables of ontology/README.md"
	@echo "make weights     learn the weights of names and relations from tests/gold"
	@echo "make unseen      measure how well new text is read: learn without some articles, read those"
	@echo "make bench       measure speed"

$(INSTALLED): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found (set PYTHON=…)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "no virtual environment could be made: install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(DEV): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(INSTALLED)
	$(BIN)/kg build seeds/articles -o exports
	@echo
	@echo "Look:  open exports/graph.html in a browser (no network needed)"
	@echo "Ask:   $(BIN)/kg connections --city 襄阳"
	@echo "       $(BIN)/kg connections --enterprise 比亚迪"

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(DEV)
	@bash .ci/browser $(BIN)

readers:
	@bash .ci/readers

test: lint browser readers
	$(BIN)/kg check
	$(BIN)/pytest -n $(JOBS)

screenshot: browser demo
	$(BIN)/python benchmarks/screenshot.py

# ontology/invest.ttl -> ontology/index.html and the tables of ontology/README.md.
ontology: $(DEV)
	$(BIN)/python ontology/document.py

# Articles of tests/gold -> seeds/weights; half an hour.
weights: $(DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python seeds/derive/names.py
	$(BIN)/python seeds/derive/relations.py

# The table of "How well it reads"; half an hour.
unseen: $(DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python benchmarks/unseen.py

bench: browser
	@for script in benchmarks/*.py; do \
	  case $$script in */screenshot.py | */generate.py | */annotations.py | */unseen.py) continue;; esac; \
	  echo "== $$script"; $(BIN)/python $$script || exit 1; done

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
