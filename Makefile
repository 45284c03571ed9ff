# Two commands do everything on a bare machine with Python 3.11, pip and make:
#   make demo    sets up, analyses the shipped example and says where the report is
#   make test    sets up, then style, types, import contracts and all tests with coverage
# Besides: make docs (the site, in build/site), make release-check (wheel and sdist, twice, and looked at)

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := demo
BUILT  := build/release
# the day of the last commit, so that whoever builds it again gets the same bytes
EPOCH  := $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null || echo 1577836800))

.PHONY: demo test check format docs release-check bench faults fuzz mutants pictures clean

# the demo needs only what a user needs, at the versions the tests ran with
$(VENV)/.user: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[all]'
	touch $@

$(VENV)/.developer: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@ $(VENV)/.user

demo: $(VENV)/.user
	rm -rf $(DEMO)
	$(BIN)/nullpunkt example $(DEMO)
	$(BIN)/nullpunkt analyse $(DEMO)/bamble/responses.xlsx
	@echo
	@echo "The report: $(CURDIR)/$(DEMO)/bamble/responses-report/report.html"

check: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered --cov-fail-under=90

format: $(VENV)/.developer
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.developer
	$(BIN)/python -m tests.docs.reference
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@echo "The site: $(CURDIR)/build/site/index.html"

# where the commit has a tag, it must be the program's version
release-check: $(VENV)/.developer
	@version=v$$($(BIN)/python -c "import nullpunkt; print(nullpunkt.__version__)"); \
	for tag in $$(git tag --points-at HEAD --list 'v*' 2>/dev/null); do \
	  test "$$tag" = "$$version" || { echo "the tag $$tag is not the program's version $$version"; exit 1; }; done
	rm -rf $(BUILT)
	SOURCE_DATE_EPOCH=$(EPOCH) $(BIN)/python -m build --no-isolation --outdir $(BUILT)/one . >/dev/null
	SOURCE_DATE_EPOCH=$(EPOCH) $(BIN)/python -m build --no-isolation --outdir $(BUILT)/two . >/dev/null
	diff -r $(BUILT)/one $(BUILT)/two
	$(BIN)/twine check --strict $(BUILT)/one/*
	cd $(BUILT)/one && sha256sum *

# a quarter of an hour on two quiet cores; writes docs/performance.md
bench: $(VENV)/.developer
	$(BIN)/python benchmarks/measure.py
	$(BIN)/python benchmarks/curves.py

# every fault and attack of tests/faults; writes docs/faults.md
faults: $(VENV)/.developer
	$(BIN)/python benchmarks/faults.py

# damaged input at random for a minute, or SECONDS=600
SECONDS ?= 60
fuzz: $(VENV)/.developer
	$(BIN)/python benchmarks/fuzz.py --seconds $(SECONDS)

# a sample of changed signs in stats/ and disclosure/: does a test notice?
mutants: $(VENV)/.developer
	$(BIN)/python benchmarks/mutants.py

# README's pictures of the example's report; needs chromium, libreoffice, poppler-utils and fonts-crosextra-carlito
pictures: $(VENV)/.developer
	$(BIN)/python -m tests.docs.pictures

clean:
	rm -rf $(VENV) $(DEMO) dist build .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
