# `make survey`, `make demo`, `make docs` and `make test` set themselves up from nothing: they need Python 3.11 or newer with pip, and the network once.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
RESOLUTION ?= highest

# Bytecode is kept whatever the surroundings say: many tests start Python anew, which would compile the package each time.
export PYTHONDONTWRITEBYTECODE =
# Ruff and mypy run beside the tests, whose last minutes do not fill every core.
MAKEFLAGS += --jobs=2

.PHONY: survey demo docs test test-all test-installed quick-suite whole-suite check golden pages notebooks findings bench clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/.compiled: $(VENV)/.installed $(shell find gametheory_paradox/kernels -name '*.py')
	$(BIN)/python -m gametheory_paradox.forms.solvers.compile_ahead
	@touch $@

$(VENV)/.documented: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@

survey: $(VENV)/.installed
	$(BIN)/gametheory-paradox survey --workers 2 --output survey.html || test $$? = 3  # 3: answered, with something left open

demo: $(VENV)/.installed
	$(BIN)/python examples/demo.py

docs: $(VENV)/.documented
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --clean  # with --quiet a warning is no error
	@echo 'open site/index.html'

test: check quick-suite

test-all: check whole-suite

# The quick suite, out of what is built and in an environment of its own: PYTHON=python3.13 takes another Python,
# RESOLUTION=lowest-direct the oldest versions that are declared.  What these warn of themselves is no failure.
test-installed:
	rm -rf build
	$(PYTHON) -m venv build/tools
	build/tools/bin/python -m pip install --quiet --disable-pip-version-check build uv
	build/tools/bin/python -m build --outdir build/dist . > build/log
	build/tools/bin/uv venv --quiet --python build/tools/bin/python build/environment
	build/tools/bin/uv pip install --quiet --python build/environment --resolution $(RESOLUTION) --requirement pyproject.toml --extra dev
	build/tools/bin/uv pip install --quiet --python build/environment --no-deps build/dist/*.whl
	tar -xzf build/dist/*.tar.gz -C build
	cd build/gametheory_paradox-* && ../environment/bin/pytest -W default -m "not slow" -n 2

quick-suite: $(VENV)/.compiled
	$(BIN)/python -m pytest -m "not slow" -n 2

whole-suite: $(VENV)/.compiled
	$(BIN)/python -m pytest -n 2 --hypothesis-profile thorough

check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/mypy

golden: $(VENV)/.installed
	$(BIN)/python tests/golden/rewrite.py

pages: $(VENV)/.installed
	$(BIN)/python tests/golden/write_pages.py

notebooks: $(VENV)/.installed
	$(BIN)/python tests/golden/notebooks.py

findings: $(VENV)/.installed
	$(BIN)/python tests/golden/write_pages.py survey

bench: $(VENV)/.installed
	$(BIN)/python benchmarks/bimatrix.py
	$(BIN)/python benchmarks/lemke_howson.py
	$(BIN)/python benchmarks/batch.py
	$(BIN)/python benchmarks/sweep.py
	$(BIN)/python benchmarks/many_players.py
	$(BIN)/python benchmarks/trees.py
	$(BIN)/python benchmarks/maps.py

clean:
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
