# Two commands do everything on a bare machine with Python 3.11, pip and make:
#   make demo    sets up, analyses the shipped example and says where the report is
#   make test    sets up, then style, types, import contracts and all tests with coverage

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := demo

.PHONY: demo test check format bench clean

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

clean:
	rm -rf $(VENV) $(DEMO) dist build .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
