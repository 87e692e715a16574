# Two commands do everything: `make demo` and `make test`. Each makes .venv first when needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WORKERS ?= auto

.PHONY: demo test lint bench clean

demo: $(STAMP)
	@$(BIN)/python scripts/demo.py

test: $(STAMP)
	@$(BIN)/python -m pytest -n $(WORKERS) -q

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict inventory policies playbooks .yamllint.yaml .ansible-lint.yaml
	$(BIN)/ansible-lint playbooks
	$(BIN)/actionlint .github/workflows/*.yml template/.github/workflows/*.yml
	$(BIN)/zizmor --quiet --offline --pedantic --no-config .github template

bench: $(STAMP)
	@$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV)

# The stamp is newer than pyproject.toml exactly when nothing needs installing.
$(STAMP): pyproject.toml scripts/fetch_collections.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "schoolproof needs Python 3.11 or newer; say which with make PYTHON=/path/to/python3"; exit 2; }
	@echo "Setting up $(VENV), once (about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python scripts/fetch_collections.py
	@touch $(STAMP)
