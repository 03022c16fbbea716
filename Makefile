# Everything a user needs: `make help`.
PYTHON ?= python3
PORT ?= 3770

# Any other folder of pages, any other warehouse: make warehouse SEEDS=… WAREHOUSE=…
SEEDS ?= $(or $(LIGUILLA_SEEDS),seeds)
WAREHOUSE ?= $(or $(LIGUILLA_WAREHOUSE),warehouse)
# Make takes a space for the end of a name: `make clean` would remove a folder beside the project.
ifneq ($(words [$(CURDIR)] [$(SEEDS)] [$(WAREHOUSE)]),3)
$(error there is a space in the path of the project, in SEEDS or in WAREHOUSE, which make cannot \
handle; give paths without one)
endif
export LIGUILLA_SEEDS := $(abspath $(or $(SEEDS),seeds))
export LIGUILLA_WAREHOUSE := $(abspath $(or $(WAREHOUSE),warehouse))
# A whole wiki beside it: DUMP=… (a dump file, or a quoted pattern of files), RAW=… (what Spark parsed).
ifdef DUMP
export LIGUILLA_DUMP := $(DUMP)
endif
ifdef RAW
export LIGUILLA_RAW := $(RAW)
endif
export DAGSTER_HOME := $(LIGUILLA_WAREHOUSE)/dagster
export DAGSTER_DISABLE_TELEMETRY := 1
export PYTHONUNBUFFERED := 1

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
SPARK := $(VENV)/.spark
HOME_READY := $(DAGSTER_HOME)/dagster.yaml

.DEFAULT_GOAL := help
.PHONY: help warehouse rebuild ui spark sql coverage docs dictionary pictures test bench bench-explain lint format contracts lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

warehouse: $(RUNTIME) $(HOME_READY) ## read the pages, check, build, test and publish warehouse/liguilla.duckdb
	@$(BIN)/python -m pipelines refresh

rebuild: $(RUNTIME) $(HOME_READY) ## the same, parsing and building everything again
	@$(BIN)/python -m pipelines refresh --rebuild

ui: $(RUNTIME) $(HOME_READY) ## the Dagster UI at http://127.0.0.1:3770 (PORT=… for another)
	@$(BIN)/dagster dev --host 127.0.0.1 --port $(PORT)

spark: $(SPARK) ## parse a dump with Spark: make spark DUMP=… RAW=…, then make warehouse RAW=… (needs Java)
	@$(BIN)/python -m pipelines.spark_job

sql: $(RUNTIME) ## an SQL prompt on the published warehouse
	@test -e $(LIGUILLA_WAREHOUSE)/liguilla.duckdb || \
		{ echo "error: nothing is published in $(WAREHOUSE) yet; run \`make warehouse\`" >&2; exit 1; }
	@$(BIN)/duckdb -readonly $(LIGUILLA_WAREHOUSE)/liguilla.duckdb

coverage: $(RUNTIME) ## what the parser made of each kind of template call
	@test -e $(LIGUILLA_WAREHOUSE)/liguilla.duckdb || \
		{ echo "error: nothing is published in $(WAREHOUSE) yet; run \`make warehouse\`" >&2; exit 1; }
	@$(BIN)/duckdb -readonly -markdown $(LIGUILLA_WAREHOUSE)/liguilla.duckdb < warehouse/queries/coverage.sql

docs: $(RUNTIME) ## dbt's documentation of the published warehouse, as one file in its folder docs/
	@$(BIN)/python -m pipelines.dictionary docs

dictionary: $(RUNTIME) ## write the dictionary in warehouse/README.md from a warehouse of seeds/
	@LIGUILLA_WIKI= LIGUILLA_DUMP= LIGUILLA_RAW= $(MAKE) --no-print-directory warehouse SEEDS=seeds WAREHOUSE=$(VENV)/dictionary
	@LIGUILLA_WAREHOUSE=$(abspath $(VENV))/dictionary $(BIN)/python -m pipelines.dictionary readme

pictures: $(DEV) ## take the README's pictures (needs Chromium)
	@$(BIN)/python -m tests.browser.pictures .pictures

test: $(DEV) ## all tests
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

bench: $(DEV) ## speed and growth; PIECES="parsing run growth memory increments dump" for some of it
	@$(BIN)/python -m tests.bench $(PIECES)
	@$(BIN)/python -m tests.bench.paper

bench-explain: $(DEV) ## injure every table that reconciles and see whether the error is found
	@$(BIN)/python -m tests.bench.explain --seeds $(LIGUILLA_SEEDS)

lint: $(DEV) ## ruff, mypy and sqlfluff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --processes 2 dbt_project warehouse/queries

format: $(DEV) ## let ruff and sqlfluff write what they can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --processes 2 dbt_project warehouse/queries

contracts: $(RUNTIME) ## write dbt's description of the raw tables from the contracts
	@$(BIN)/python -m pipelines.contracts.dbt_sources > dbt_project/models/staging/wikitext/_wikitext__sources.yml

lock: ## renew the lock files from pyproject.toml (needs uv)
	uv lock --upgrade
	uv export --no-emit-project --no-annotate --no-header --no-dev -o requirements.lock
	uv export --no-emit-project --no-annotate --no-header --only-group dev -o requirements-dev.lock
	uv export --no-emit-project --no-annotate --no-header --no-dev --extra spark --extra zstd -o requirements-spark.lock

clean: ## remove what was built; the environment and published versions stay
	rm -rf $(LIGUILLA_WAREHOUSE)/work dbt_project/target dbt_project/logs
	rm -rf .mypy_cache .ruff_cache .hypothesis .pytest_cache
	find pipelines tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(HOME_READY): pipelines/dagster.yaml
	@mkdir -p $(@D) && cp $< $@

# uv installs in seconds, pip in a minute; either one checks every hash in the lock.
$(RUNTIME): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "error: $(PYTHON) is older than 3.11; give another with PYTHON=…" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the locked dependencies into $(VENV)"
	@.ci/install $(BIN)/python sync requirements.lock
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.lock
	@echo "installing the locked development tools into $(VENV)"
	@.ci/install $(BIN)/python add requirements-dev.lock
	@touch $@

$(SPARK): $(RUNTIME) requirements-spark.lock
	@echo "installing the locked Spark into $(VENV)"
	@.ci/install $(BIN)/python add requirements-spark.lock
	@touch $@
