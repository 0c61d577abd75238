# Each target is enough by itself on a machine with Python 3.11 or later, git and make.
#   make demo    watch real orders come in over HTTP and leave with tracking numbers
#   make up      leave the whole platform running, with the admin; make down stops it
#   make shell   Python on that platform      make psql   its database
#   make logs    what its processes say (make logs LOG=web for one of them)
#   make test    all tests, on servers that they start and stop themselves
#   make unit    the tests of rules, which need no server: half a minute
#   make test-room ROOM=inventory/counts   the tests of one room or context
#   make fast    all tests but the slow ones, the journeys and the faults
#   make test-whole  the longest tests in their whole length, of which make test runs a slice
#   make test-kafka, demo-kafka   the events, a journey and the demo on a real Apache Kafka
#                (Java 17 and Maven 3 are needed; its jars stay in the cache of this account)
#   make test-apart  the races, with orders on a database server of its own (or APART=inventory)
#   make test-doubled  all tests of inventory, every first try of work with balances rolled back
#   make check   format, lint, types, boundaries, generated files
#   make bench   the measured ratios       make million   a history for them: a million orders
#   make audit   known holes in dependencies
#   make lock    compile the hashed requirements from pyproject.toml
#   make hooks   check and make unit before each git push      make clean   all that these made

PYTHON ?= python3
BIN := .venv/bin
ORDERS ?= 200
DOUBLED ?= tests/inventory
APART ?= orders
LOCKS := requirements/production.txt requirements/servers.txt requirements/dev.txt
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header

# What runs on a real Apache Kafka too: the machinery of events, and one whole story.
ON_KAFKA := tests/platform/kafka tests/platform/outbox tests/platform/inbox \
	tests/journeys/test_shipping_an_order.py tests/reporting/test_two_readings.py

# What happens between contexts at once.
RACES := tests/faults/test_planning_races.py tests/faults/test_undo_races.py \
	tests/faults/test_two_callers.py tests/fulfillment/verification/test_while_work_goes_on.py

.PHONY: demo demo-kafka up down shell psql logs hooks test unit test-room fast test-whole test-kafka \
	test-apart test-doubled check client bench million audit lock format clean

demo: .venv/installed
	$(BIN)/python -m demo --orders $(ORDERS) $(if $(DATA),--data $(DATA))

up: .venv/installed
	$(BIN)/python -m demo.up

down: .venv/installed
	$(BIN)/python manage.py stack down

# On what make up left running; its addresses are read from .stack/dev/env.
shell: .venv/installed
	$(BIN)/python manage.py shell

psql: .venv/installed
	PATH="$$($(BIN)/python -c 'from wms.platform.embedded.postgres import program_of; print(program_of("psql").parent)'):$$PATH" \
		PGOPTIONS="-c role=wms_owner" $(BIN)/python manage.py dbshell

logs:
	tail -n 20 -F .stack/dev/logs/$(or $(LOG),*).log

hooks:
	git config core.hooksPath .githooks

test: .venv/installed
	$(BIN)/pytest --numprocesses 2 --dist loadgroup $(PYTEST)

unit: .venv/installed
	$(BIN)/pytest --quiet --numprocesses 2 -m unit $(PYTEST)

test-room: .venv/installed
	$(BIN)/pytest --quiet --numprocesses 2 --dist loadgroup tests/$(ROOM) $(PYTEST)

fast: .venv/installed
	$(BIN)/pytest --quiet --numprocesses 2 --dist loadgroup -m "not slow" \
		--ignore tests/journeys --ignore tests/faults $(PYTEST)

test-whole: .venv/installed
	WMS_TEST_SIZE=whole $(BIN)/pytest --numprocesses 2 --dist loadgroup -m sliced $(PYTEST)

# These wait for brokers more than they work: as many again as there are for the other tests.
test-kafka: .venv/installed
	WMS_TEST_BROKER=apache $(BIN)/pytest --numprocesses 4 --dist loadgroup $(or $(PYTEST),$(ON_KAFKA))

demo-kafka: .venv/installed
	$(BIN)/python -m tests.support.apache_kafka $(BIN)/python -m demo --orders $(ORDERS)

test-apart: .venv/installed
	$(BIN)/pytest --numprocesses 2 --dist loadgroup --apart $(APART) $(or $(PYTEST),$(RACES))

# Work under locks may be undone and done again: here it always is. DOUBLED names a part.
test-doubled: .venv/installed
	$(BIN)/pytest --numprocesses 2 --dist loadgroup --doubled $(DOUBLED)

check: .venv/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py describe_contexts --check
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

# A typed client of the API, made of its description: build/wms_client, to be copied or packed.
client: .venv/installed
	mkdir -p build
	$(BIN)/python manage.py spectacular --file build/openapi.yaml
	$(BIN)/openapi-python-client generate --path build/openapi.yaml --meta none --overwrite \
		--output-path build/wms_client

# Made once, in a quarter of an hour and 24 GB, and kept in .stack/million.
million: .venv/installed
	$(BIN)/python -m benchmarks.million

bench: .venv/installed
	$(BIN)/python -m benchmarks

audit: .venv/installed
	$(BIN)/pip-audit --require-hashes --disable-pip $(LOCKS:%=--requirement %)

lock: .venv/installed
	$(LOCK) pyproject.toml --output-file requirements/production.txt
	$(LOCK) --group servers --constraints requirements/production.txt \
		--output-file requirements/servers.txt
	$(LOCK) --group dev --constraints requirements/production.txt \
		--constraints requirements/servers.txt --output-file requirements/dev.txt

format: .venv/installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	if [ -e .venv/installed ]; then \
		for name in demo dev bench million; do $(BIN)/python manage.py stack down --name $$name || exit 1; done; fi
	rm -rf .venv .stack .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache \
		staticfiles
	find . -name __pycache__ -prune -exec rm -r {} +

.venv/installed: $(LOCKS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name it: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes $(LOCKS:%=--requirement %)
	touch $@
