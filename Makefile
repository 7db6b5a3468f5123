# `make demo` and `make test` need Python 3.11+, make and pip, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test coverage test-slow lint types bench clean

# The stamps are newer than pyproject.toml once everything it asks for is there.
$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit("retroplan needs Python 3.11 or later") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.user: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.user

demo: $(VENV)/.user
	@mkdir -p .demo
	@cd .demo && ../$(BIN)/retroplan demo

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

test: lint types
	$(BIN)/python -m pytest -q -n auto -m "not slow"

# Apart from `test`: counting lines doubles the time of a suite that is mostly loops.
coverage: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n auto -m "not slow" --cov --cov-report=term:skip-covered

test-slow: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m slow

# Apart from the other, so that no peer can be imported by mistake.
$(VENV)-bench/.made: pyproject.toml benchmarks/requirements.txt
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip install --quiet --editable . pytest -r benchmarks/requirements.txt
	touch $@

bench: $(VENV)-bench/.made
	$(VENV)-bench/bin/python -m pytest -q -W default benchmarks
	$(VENV)-bench/bin/python benchmarks/growth.py

clean:
	rm -rf $(VENV) $(VENV)-bench .demo .mypy_cache .ruff_cache .pytest_cache .coverage
