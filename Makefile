# Each of `make demo`, `make student`, `make test-fast` and `make test` is enough by itself on a fresh machine with Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo student test test-fast lint hooks clean

demo: $(VENV)/installed
	rm -rf outputs/demo
	$(BIN)/selfinstruct generate --n 200 --teacher offline --out outputs/demo
	@echo; echo "three of the tasks:"; head -n 3 outputs/demo/dataset.jsonl

# A third of the tasks are of the type whose answers can be checked; sixteen minutes on two cores.
MIX := classification=4,brainstorming=1,open_qa=1,closed_qa=1,rewrite=1,extract=1,generation=1,chat=1,summarization=1

student: $(VENV)/installed-sft
	rm -rf outputs/student
	$(BIN)/selfinstruct generate --n 12000 --teacher offline --mix $(MIX) --out outputs/student
	$(BIN)/selfinstruct sft outputs/student --control --held-out 600
	$(BIN)/selfinstruct compare outputs/student

test: $(VENV)/installed-test lint
	$(BIN)/python -m pytest -n auto --dist worksteal

# Without PyTorch, browser and long kills; nothing of them is installed.
test-fast: $(VENV)/installed-test-fast
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not torch and not browser and not slow"

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

hooks: $(VENV)/installed-test
	$(PIP_INSTALL) pre-commit
	$(BIN)/pre-commit install

clean:
	rm -rf $(VENV)

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 demo")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BIN)/python pyproject.toml constraints.txt
	$(PIP_INSTALL) -e .
	touch $@

$(VENV)/installed-sft: $(BIN)/python pyproject.toml constraints.txt
	$(PIP_INSTALL) -e '.[sft]'
	touch $@ $(VENV)/installed

$(VENV)/installed-test-fast: $(BIN)/python pyproject.toml constraints.txt
	$(PIP_INSTALL) -e '.[test-fast]'
	touch $@ $(VENV)/installed

$(VENV)/installed-test: $(BIN)/python pyproject.toml constraints.txt
	$(PIP_INSTALL) -e '.[test]'
	touch $@ $(VENV)/installed $(VENV)/installed-test-fast
