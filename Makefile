# Trachuan: `make run` sets up everything, fills a library and serves it; `make test` checks it all.
# Needs Python 3.11 and make. What a system package must bring is installed where that is allowed
# (root and apt), else named with its command. Every target may be repeated; what has not changed
# is not done again.

PYTHON  ?= python3
HOST    ?= 127.0.0.1
PORT    ?= 8000
LIBRARY ?= library
DOCS    ?=
LISTS   ?=
SHARED  ?= ../shared
EVAL_DAY ?= 2026-11-22

VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
MODEL  := $(VENV)/.model
SYSTEM := $(VENV)/.system

APT_PACKAGES := tesseract-ocr tesseract-ocr-vie chromium
SAMPLE_FILES  = $(notdir $(wildcard samples/pdf/*.pdf))
SAMPLE_LIST  := samples/catalogue/danh-muc-tieu-chuan-mau.csv

# Nothing is fetched at run time: models come from an installed package, never from a hub.
export HF_HUB_OFFLINE := 1
export TRANSFORMERS_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.DEFAULT_GOAL := help
.PHONY: help install system run fill test lint types imports unit test-corpus samples answers client pictures eval bench bench-scale fuzz gold clean

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | sort | expand -t 16

install: $(MODEL) $(SYSTEM)  ## Virtual environment with everything, the model, system packages

# PyTorch comes first and by exact version: that is a CPU build, a range would pull GPU libraries.
$(READY): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(MODEL): $(READY)
	$(BIN)/trachuan model
	@touch $@

# Optional parts: OCR of scans and the tests in a browser. Missing ones are named, never fatal.
$(SYSTEM): Makefile | $(READY)
	@if command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx vie \
	   && command -v chromium >/dev/null; then touch $@; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APT_PACKAGES) >/dev/null \
	  && touch $@ || echo "Could not install: $(APT_PACKAGES). Scans stay unread and page tests are skipped without them."; \
	else \
	  echo "For scans and page tests, run: sudo apt-get install $(APT_PACKAGES)"; \
	fi

samples: $(READY)  ## Write the sample PDFs to samples/pdf
	$(BIN)/python -m samples.build samples/pdf

# DOCS: a folder of PDFs; LISTS: tables for the catalogue (docs/catalogue.md).
# Files of a folder of yours never stand beside the samples in one library.
fill: install
ifeq ($(strip $(DOCS)),)
	@$(MAKE) --no-print-directory samples
	$(BIN)/trachuan ingest samples/pdf --library $(LIBRARY)
	$(BIN)/trachuan catalogue add $(SAMPLE_LIST) --library $(LIBRARY)
else
	@if [ -d $(LIBRARY) ] && [ -n "$(SAMPLE_FILES)" ]; then \
	  $(BIN)/trachuan delete $(SAMPLE_FILES) --missing-ok --library $(LIBRARY); \
	  $(BIN)/trachuan catalogue remove $(basename $(notdir $(SAMPLE_LIST))) --missing-ok --library $(LIBRARY); fi
	@$(BIN)/trachuan ingest $(DOCS) --library $(LIBRARY); status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi
endif
ifneq ($(strip $(LISTS)),)
	@$(BIN)/trachuan catalogue add $(LISTS) --library $(LIBRARY); status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi
endif

run: fill  ## Fill a library (samples, or DOCS=folder) and serve it
	@echo "Open http://$(HOST):$(PORT)"
	$(BIN)/trachuan serve --library $(LIBRARY) --host $(HOST) --port $(PORT)

test: install lint types imports unit  ## Lint, types, import contracts, tests

lint: $(READY)  ## Ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)  ## mypy --strict over all rooms
	$(BIN)/mypy

imports: $(READY)  ## Who may import whom
	$(BIN)/lint-imports --no-cache

unit: install
	$(BIN)/python -m pytest -n 2

test-corpus: install  ## Slow tests: the whole corpus in $(SHARED), every view of every page, 200 kills
	$(BIN)/python -m pytest -m slow

answers: samples install  ## Write the answers that the OpenAPI document shows anew, from the samples
	TRACHUAN_EMBEDDER=hashing $(BIN)/trachuan ingest samples/pdf --library build/answers-library
	TRACHUAN_EMBEDDER=hashing $(BIN)/trachuan catalogue add $(SAMPLE_LIST) --library build/answers-library
	$(BIN)/python -m samples.answers build/answers-library

client: install  ## Write the typed Python client in docs/howto anew, from today's OpenAPI document
	$(BIN)/python -m docs.client

pictures: samples install  ## A picture of every sort of page, from the samples, in docs/pictures
	$(BIN)/trachuan ingest samples/pdf --library build/pictures-library
	$(BIN)/trachuan catalogue add $(SAMPLE_LIST) --library build/pictures-library
	$(BIN)/python -m docs.pictures build/pictures-library docs/pictures

eval: install  ## Benchmarks and questions in $(SHARED) against bench/floors.toml; page in build/
	$(BIN)/trachuan ingest $(SHARED)/corpus/pdf --library build/gold-library || [ $$? -eq 1 ]
	$(BIN)/python -m bench.eval_all $(SHARED)/bench --library build/gold-library --as-of $(EVAL_DAY) \
	  --questions $(SHARED)/gold/questions.jsonl bench/heldout.jsonl --floors bench/floors.toml \
	  --remember build/embeddings.sqlite3 --save build/evaluation.json --report build/evaluation.html

gold: install  ## Score the reading of $(SHARED)/corpus/pdf against the labels
	$(BIN)/trachuan ingest $(SHARED)/corpus/pdf --library build/gold-library || [ $$? -eq 1 ]
	$(BIN)/trachuan export --library build/gold-library > build/export.jsonl
	$(PYTHON) $(SHARED)/gold/score.py documents build/export.jsonl

bench: install  ## Speed: reading beside plain PyMuPDF and plain Tesseract, asking, statuses of 15,000, serving
	$(BIN)/python -m bench.ingest $(SHARED)/corpus/pdf
	$(BIN)/python -m bench.ask_speed
	$(BIN)/python -m bench.lives
	$(if $(wildcard $(LIBRARY)),$(BIN)/python -m bench.serve --library $(LIBRARY))

# A million clauses take half an hour and 10 GB; SCALE=100000 makes a smaller library. PEERS is a Python
# that has txtai, bm25s and faiss-cpu; without it the peers are left out.
SCALE ?= 1000000
PEERS ?=
bench-scale: install  ## Speed and memory of a library of national size, beside its peers
	until $(BIN)/python -m bench.national --clauses $(SCALE) --folder build/scale-$(SCALE) --pool build/pool-vectors.npz | tee /dev/stderr | grep -q '^ready'; do :; done
	$(BIN)/python -m bench.scale build ask http recall --folder build/scale-$(SCALE)
	$(if $(PEERS),$(BIN)/python -m bench.scale peers --folder build/scale-$(SCALE) --peers $(PEERS))

fuzz: install  ## Read thousands of damaged PDFs; whatever escapes is named with its recipe
	$(BIN)/python -m bench.fuzz --files 2000

clean:  ## Remove what was built, but not the library
	rm -rf $(VENV) build samples/pdf .mypy_cache .ruff_cache .pytest_cache
