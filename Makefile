# Needs Python 3.11 or newer and make. The first run sets up .venv from the lock files;
# later runs leave it alone, and need no network, until a lock file or pyproject.toml changes.

PYTHON ?= python3
PORT ?= 8000
# Options for the command behind a target, such as: make test ARGS="-k feeds"
ARGS ?=

PY := .venv/bin/python
PIP := $(PY) -m pip -qq --disable-pip-version-check install
SITEGEN := $(PY) -m sitegen
SITE := .venv/site.stamp
DEV := .venv/dev.stamp
FUZZ := .venv/fuzz.stamp
STORE := .venv/store/stamp
TARGET ?= markdown front-matter file site-toml
RUNS ?= 100000

# A headline reaches the shell as it was typed, whatever quotes or dollars are in it.
override HEADLINE := $(value HEADLINE)
export HEADLINE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build serve check new publish clean test lint judge pythons soak fuzz bench docs map golden release lock

help: ## Show this list
	@awk -F ':.*## ' '/^##@/ { print "\n" substr($$0, 5) } \
		/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

##@ For editors

build: $(SITE) ## Build the site into public/
	@$(SITEGEN) build $(ARGS)

serve: $(SITE) ## Show the site while you write it, at http://127.0.0.1:8000/ (or PORT=)
	@$(SITEGEN) serve --port $(PORT) $(ARGS) || test $$? -eq 130 # Ctrl-C is how it ends

check: $(SITE) ## Check the content without building
	@$(SITEGEN) check $(ARGS)

new: $(SITE) ## Start a story: make new HEADLINE="Council votes on the bridge"
	@test -n "$$HEADLINE" || { echo 'Say what it is about: make new HEADLINE="..."' >&2; exit 2; }
	@$(SITEGEN) new $(ARGS) -- "$$HEADLINE"

publish: $(SITE) ## Build the site, and bring it to its readers: NAME= says where if there are several
	@$(SITEGEN) build
	@$(SITEGEN) publish $(NAME) $(ARGS)

clean: $(SITE) ## Remove what builds have made
	@$(SITEGEN) clean $(ARGS)

##@ For developers

test: $(DEV) $(STORE) ## Run the tests (needs Chromium, and installs it where it can)
	@$(PY) -m tests.browser
	@$(PY) -m tests.spec
	@$(PY) -m compileall -q sitegen tests # hundreds of processes start from these
	$(PY) -m pytest -n 3 --dist worksteal $(ARGS)

lint: $(DEV) ## Check style, formatting and types
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

judge: $(DEV) ## Have outside programs judge the sample site (needs Java, npm, ExifTool, nginx, Caddy and feed readers)
	$(PY) -m tests.judge $(ARGS)

pythons: $(DEV) ## Try wheel, sdist and tests under every Python of this machine
	$(PY) -m tests.pythons

soak: $(DEV) $(STORE) ## Try the laws for long: random edits, mistakes and kills against clean builds
	SITEGEN_EXAMPLES=1000 $(PY) -m pytest $(SOAK:%=tests/test_%.py) $(ARGS)
	SITEGEN_EXAMPLES=1000 $(PY) -m pytest -m hypothesis $(SOAK:%=--ignore=tests/test_%.py) $(ARGS)

SOAK = laws rows preview faults machine seclusion hostile soak publishing_readers

fuzz: $(FUZZ) ## Write hostile files by coverage (Linux): TARGET= and RUNS= say what and how many
	@for target in $(TARGET); do \
		$(PY) -m tests.fuzz $$target -runs=$(RUNS) -verbosity=0 -print_final_stats=1 $(ARGS) || exit; done

bench: $(DEV) ## Measure speed
	$(PY) -m tests.benchmarks $(ARGS)

docs: $(SITE) ## Build the documentation into docs/public/
	@$(PY) -m tests.reference
	@$(SITEGEN) build --root docs $(ARGS)

map: $(DEV) ## Show all modules by room, in the order of their imports
	@$(PY) -m tests.modules

golden: $(DEV) ## Write the expected output of the tests anew
	$(PY) -m tests.golden $(ARGS)

release: $(DEV) ## Check all that a release needs, and make wheel and sdist in dist/
	@$(PY) -m tests.release $(ARGS)

lock: .venv/bin/uv ## Pin the dependencies anew; ARGS=--upgrade takes newer ones
	$(LOCK) --group install -o requirements.lock $(ARGS)
	$(LOCK) --group dev --group bench -c requirements.lock -o requirements-dev.lock $(ARGS)
	$(subst pyproject.toml,,$(LOCK)) --group fuzz -o requirements-fuzz.lock $(ARGS)
	$(subst pyproject.toml,,$(LOCK)) --group store -o requirements-store.lock $(ARGS)

LOCK = .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-emit-index-url --custom-compile-command "make lock"

# Setting up

# What is about to be pinned may be what the checkout needs to be installed.
.venv/bin/uv:
	@$(MAKE) --no-print-directory $(DEV)

$(PY):
	@command -v $(PYTHON) >/dev/null || \
		{ echo "sitegen needs Python 3.11 or newer, and there is no $(PYTHON)." >&2; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "sitegen needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1)." \
		"Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || \
		{ echo "$(PYTHON) lacks its venv module. On Debian or Ubuntu: apt install python3-venv" >&2; \
		exit 1; }
	@echo "Setting up .venv (once; this fetches packages) ..." >&2
	@$(PYTHON) -m venv --clear .venv

# The lock files are complete; resolving them again is slow, and too much for older pips.
$(SITE): requirements.lock pyproject.toml $(PY)
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

$(DEV): requirements-dev.lock $(SITE)
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

$(FUZZ): requirements-fuzz.lock $(DEV)
	@$(PIP) --require-hashes --no-deps -r requirements-fuzz.lock
	@touch $@

# A store that tests publish to, in an environment of its own.
$(STORE): requirements-store.lock $(PY)
	@$(PY) -m venv --clear .venv/store
	@.venv/store/bin/python -m pip -qq --disable-pip-version-check install \
		--require-hashes --no-deps -r $<
	@touch $@
