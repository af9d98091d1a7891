# One recipe does what CI does, with coverage: make check
PYTHON ?= .venv/bin/python
BIN := $(dir $(PYTHON))

.PHONY: check static lint types layers docs site tests coverage fix picture fuzz bench browser

check: static coverage

static: lint types layers docs site

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
	$(PYTHON) scripts/make_locales.py --check
	$(PYTHON) scripts/make_docs.py --check

# The documentation site in build/site, strictly: every warning is an error, and nothing is fetched.
site:
	$(PYTHON) scripts/make_site.py

tests:
	$(PYTHON) -m pytest -n auto

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
	$(PYTHON) scripts/make_locales.py
	$(PYTHON) scripts/make_docs.py

picture:
	$(PYTHON) scripts/make_docs.py --picture

# Pages in a real browser. Needs the extra browser, Chromium, and axe-core: npm ci --prefix tests/browser
browser:
	$(PYTHON) -m pytest -n auto -rs tests/browser

# Each harness for a little; by hand: scripts/fuzz.py NAME -max_total_time=3600. Needs the extra fuzz.
fuzz:
	for name in reader values spec sanitiser; do $(PYTHON) scripts/fuzz.py $$name -max_total_time=10 || exit 1; done

bench:
	$(PYTHON) scripts/bench.py
