# One recipe does what CI does: make check
PYTHON ?= .venv/bin/python
BIN := $(dir $(PYTHON))

.PHONY: check lint types layers docs tests coverage fix picture bench

check: lint types layers docs coverage

lint:
	$(BIN)ruff check .
	$(BIN)ruff format --check .

types:
	$(BIN)mypy

layers:
	$(BIN)lint-imports

docs:
	$(PYTHON) scripts/make_contracts.py --check
	$(PYTHON) scripts/make_presets.py --check
	$(PYTHON) scripts/make_docs.py --check

tests:
	$(PYTHON) -m pytest

coverage:
	$(BIN)coverage erase
	$(BIN)coverage run -m pytest
	$(BIN)coverage combine --quiet
	$(BIN)coverage report --fail-under=95

fix:
	$(BIN)ruff check --fix .
	$(BIN)ruff format .
	$(PYTHON) scripts/make_contracts.py
	$(PYTHON) scripts/make_presets.py
	$(PYTHON) scripts/make_docs.py

picture:
	$(PYTHON) scripts/make_docs.py --picture

bench:
	$(PYTHON) scripts/bench.py
