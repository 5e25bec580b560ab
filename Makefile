# A newcomer needs `make run` and `make test`. Both set themselves up in .venv; a second call is quick.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: run test lint unit slow real mutants docs pictures lock clean

run: $(VENV)/run.stamp ## publish the sample publication into seeds/_newsletter
	$(BIN)/newsletter run seeds

test: lint unit ## everything that must be green

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

unit: $(VENV)/test.stamp
	$(BIN)/python -m pytest -n 2 -m "not slow and not real"

slow: $(VENV)/test.stamp ## what needs site generators, a browser, fresh installs, or minutes
	$(BIN)/python -m pytest -n 2 -m "slow and not real"

real: $(VENV)/test.stamp ## run against the real counterparts; what is missing is skipped and said
	$(BIN)/python -m pytest -m real -rs tests/real

mutants: $(VENV)/test.stamp ## change the modules that judge, and list the changes no test notices
	$(BIN)/python -m benchmarks.mutants

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "newsletter needs Python 3.11 or newer: make PYTHON=python3.11"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-dev.lock
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

docs: $(VENV)/test.stamp ## the documents as a site, every link checked, in site-docs/
	$(BIN)/python -m mkdocs build --quiet

pictures: $(VENV)/test.stamp ## renew the pictures of the documents, where Chromium is
	$(BIN)/python -m benchmarks.pictures

lock: $(VENV)/test.stamp ## renew both lock files: hashes, no index address
	CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/python -m piptools compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--build-deps-for editable --output-file requirements.lock pyproject.toml
	CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/python -m piptools compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--build-deps-for editable --extra dev --output-file requirements-dev.lock pyproject.toml

clean: ## take away what was made here
	rm -rf $(VENV) .real build dist site-docs seeds/_newsletter seeds/.newsletter
