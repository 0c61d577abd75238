"""Django settings, all read from the environment.

Order of precedence: the process environment, then the file that `manage.py stack` wrote
(``STACK_ENV_FILE``, by default ``.stack/dev/env``), then the defaults below.
"""

import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from environs import Env, validate

from wms.config.admin import UNFOLD
from wms.config.databases import databases
from wms.config.limits import database_limits
from wms.config.logs import LOGGING
from wms.config.processes import (
    STACK_AFTER_BROKER_START,
    STACK_ON_GIVEN_BROKER,
    STACK_PROCESSES,
)
from wms.config.roles import BUILDING_SCOPES, ROLES, SCOPE_APPS
from wms.config.schedule import BEAT_SCHEDULE, DEFERRED_COMMANDS

BASE_DIR = Path(__file__).resolve().parents[2]

env = Env()
env.read_env(
    os.environ.get("STACK_ENV_FILE", str(BASE_DIR / ".stack" / "dev" / "env")), recurse=False
)

DEBUG = env.bool("DEBUG", False)
# Empty, it stops whatever needs it with a clear error; `manage.py stack` makes one of its own.
SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

USE_TZ = True
TIME_ZONE = "UTC"  # Celery's times shift with any other
LANGUAGE_CODE = "en"
ROOT_URLCONF = "wms.config.urls"
WSGI_APPLICATION = "wms.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASE_LIMITS = database_limits(env)
# Processes that are none say so when they start (wms.platform.database.become).
PROCESS_KIND = "command"
DATABASES = databases(env, DATABASE_LIMITS[PROCESS_KIND].at_start())
DATABASE_ROUTERS = ["wms.platform.databases.ContextRouter"]
REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
# A Redis for answers that were read lately, the same for all processes; empty for none.
CACHE_URL = env.str("CACHE_URL", REDIS_URL)
# How long an answer is kept at most: so old is what others may read after a change whose process
# died before it could have it forgotten. What is not there is remembered for less.
CACHE_SECONDS = env.float("CACHE_SECONDS", 60.0)
CACHE_MISSING_SECONDS = env.float("CACHE_MISSING_SECONDS", 10.0)
# How many seconds a reader or a writer waits for a word of the cache before it does without.
CACHE_PATIENCE = env.float("CACHE_PATIENCE", 0.25)
# How many requests a token may make within a minute, counted in that Redis; 0 sets no limit.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", 12_000)
KAFKA_BOOTSTRAP_SERVERS = env.str("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
# Long enough for a pause of the machine in production, short where a person waits for it.
KAFKA_SESSION_TIMEOUT_MS = env.int("KAFKA_SESSION_TIMEOUT_MS", 30_000)
KAFKA_PARTITIONS = env.int("KAFKA_PARTITIONS", 6)
KAFKA_REPLICATION = env.int("KAFKA_REPLICATION", 1)
# How long a broker may keep a consumer waiting for news; some answer only when it is over.
KAFKA_FETCH_WAIT_MS = env.int("KAFKA_FETCH_WAIT_MS", 100)
# Below what brokers and clients take by default (1 MB), since events also travel in batches.
KAFKA_MAX_EVENT_BYTES = env.int("KAFKA_MAX_EVENT_BYTES", 900_000)
# How long an event that a server refuses, while others of its group get on, is tried before it is
# put aside; less if it stops all of its partition.
EVENT_PATIENCE = env.timedelta("EVENT_PATIENCE", timedelta(minutes=15))
TEMPORAL_ADDRESS = env.str("TEMPORAL_ADDRESS", "127.0.0.1:7233")
TEMPORAL_NAMESPACE = env.str("TEMPORAL_NAMESPACE", "default")
# How many seconds a request waits for Temporal, and how many threads of a web process do at once:
# fewer than it has, so that the others answer whoever asks for something else.
WEB_TEMPORAL_PATIENCE = env.float("WEB_TEMPORAL_PATIENCE", 1.5)
WEB_TEMPORAL_WAITING = env.int("WEB_TEMPORAL_WAITING", 2)
# How many requests of a web process may wait for a change (Prefer: wait), and how many may be
# answered with whole tables: a thread is busy with each, and the others are for those who do not.
WEB_WAITING = env.int("WEB_WAITING", 1)
WEB_TABLES = env.int("WEB_TABLES", 1)
TEMPORAL_UI_URL = env.str("TEMPORAL_UI_URL", "")

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "wms.platform",
    "wms.platform.cache",
    "wms.platform.outbox",
    "wms.platform.jobs",
    "wms.platform.consumers",
    "wms.platform.deferred",
    "wms.platform.tenancy",
    "wms.platform.rest",
    "wms.orders",
    "wms.waving",
    "wms.picking",
    "wms.packing",
    "wms.inventory",
    "wms.shipping",
    "wms.fulfillment",
    "wms.reporting",
]
MIDDLEWARE = [
    "wms.platform.observability.middleware.RequestMiddleware",
    "wms.platform.rest.limits.BodyLimitMiddleware",
    "wms.platform.rest.busy.BusyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before those of the apps: some pages of the framework are written anew.
        "DIRS": [BASE_DIR / "wms" / "platform" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
STATIC_URL = "/static/"
# Nothing has to be collected first: the files are read where the packages keep them.
STATIC_ROOT = env.str("STATIC_ROOT", "") or None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
APPEND_SLASH = True
SECURE_CONTENT_TYPE_NOSNIFF = True
# Only where no request comes but through a proxy that sets both X-Forwarded-Proto and -Host itself:
# from anybody else they would be believed too.
TRUST_PROXY_HEADERS = env.bool("TRUST_PROXY_HEADERS", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY_HEADERS else None
USE_X_FORWARDED_HOST = TRUST_PROXY_HEADERS
# For how many seconds browsers come by TLS only; once said it cannot be taken back before.
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", False)
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", False)
# Whoever asks how the process is asks it directly.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
# Both off only where there is no TLS: on the embedded servers, over loopback.
SESSION_COOKIE_SECURE = env.bool("SECURE_COOKIES", not DEBUG)
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
DATA_UPLOAD_MAX_MEMORY_SIZE = env.int("MAX_BODY_BYTES", 2_500_000)
MAX_FORM_BYTES = env.int("MAX_FORM_BYTES", 250_000)

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "wms.platform.rest.schema.ContractSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "wms.platform.rest.authentication.BearerToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["wms.platform.rest.permissions.ScopeRequired"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "wms.platform.rest.problems.problem_of",
}
# The guide of the API heads its description too, from where it begins with an order.
_BEGIN = "## Quick start"
_GUIDE = BASE_DIR / "docs" / "api.md"
SPECTACULAR_SETTINGS = {
    "TITLE": "WMS",
    "DESCRIPTION": "From an order to a tracking number, losing nothing and never overselling.\n\n"
    + (_BEGIN + _GUIDE.read_text().partition(_BEGIN)[2] if _GUIDE.exists() else ""),
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# How long an order waits for stock; zero cancels it at once with `stock_short`.
BACKORDER_LIMIT = env.timedelta("BACKORDER_LIMIT", timedelta(days=3))
# How long an order waits for its wave before an exception is raised.
WAVE_LIMITS = {
    "same_day": env.timedelta("WAVE_LIMIT_SAME_DAY", timedelta(minutes=30)),
    "next_day": env.timedelta("WAVE_LIMIT_NEXT_DAY", timedelta(hours=2)),
    "standard": env.timedelta("WAVE_LIMIT_STANDARD", timedelta(hours=4)),
}
# How many orders a wave may have for a request to wait for its release.
WAVE_RELEASE_AT_ONCE = env.int("WAVE_RELEASE_AT_ONCE", 500)
# The same for each of picking, packing and hand-over.
FLOOR_LIMIT = env.timedelta("FLOOR_LIMIT", timedelta(hours=8))
# How long before its cut-off a wave that has work left is shown at risk.
CUTOFF_WARNING = env.timedelta("CUTOFF_WARNING", timedelta(minutes=60))
# How long a walk is kept open for other goods in place of those that a picker did not find.
REPLACEMENT_WAIT = env.timedelta("REPLACEMENT_WAIT", timedelta(seconds=20))
# How far a count may be off, in units and in percent of what was expected, before somebody else
# counts again, and before a supervisor has to approve.
COUNT_LIMITS = {
    "recount": {
        "units": env.int("COUNT_RECOUNT_UNITS", 1),
        "percent": env.int("COUNT_RECOUNT_PERCENT", 2),
    },
    "approval": {
        "units": env.int("COUNT_APPROVAL_UNITS", 10),
        "percent": env.int("COUNT_APPROVAL_PERCENT", 20),
    },
}
# How many planned counts of a warehouse may be unfinished, and when a location is due again.
COUNTS_PLANNED = env.int("COUNTS_PLANNED", 50)
COUNT_AGAIN_AFTER = env.timedelta("COUNT_AGAIN_AFTER", timedelta(days=30))
# How often the carrier is asked for a label before an exception is raised; asking goes on.
CARRIER_ATTEMPTS = env.int("CARRIER_ATTEMPTS", 5)
# How long a step of a saga may fail before an exception is raised, whatever the step.
STEP_BLOCKED_AFTER = env.timedelta("STEP_BLOCKED_AFTER", timedelta(minutes=2))
# How many steps a saga worker takes at once (twice as many threads, each with a connection), and
# how many calls to carriers, which have threads of their own.
SAGA_STEPS_AT_ONCE = env.int("SAGA_STEPS_AT_ONCE", 8, validate=validate.Range(min=1))
CARRIER_CALLS_AT_ONCE = env.int("CARRIER_CALLS_AT_ONCE", 8, validate=validate.Range(min=1))
# What one person may book alone within a period as found, lost or unfit, by whatever way: so many
# units, and of such a value in any one currency. Above it somebody else must approve.
ADJUSTMENT_LIMIT_UNITS = env.int("ADJUSTMENT_LIMIT_UNITS", 50)
ADJUSTMENT_LIMIT_VALUE = env.decimal("ADJUSTMENT_LIMIT_VALUE", Decimal(500))
ADJUSTMENT_LIMIT_PERIOD = env.timedelta("ADJUSTMENT_LIMIT_PERIOD", timedelta(hours=24))
# So many percent more than was announced may come with a receipt without anybody's consent.
INBOUND_OVER_PERCENT = env.int("INBOUND_OVER_PERCENT", 0)
# The simulated carrier: countries it never ships to, and faults that can be switched on.
CARRIER = {
    "refused_countries": env.list("CARRIER_REFUSED_COUNTRIES", ["AQ", "KP"]),
    "fault": env.str("CARRIER_FAULT", ""),
    "delay_ms": env.int("CARRIER_DELAY_MS", 0),
    # A file of its sales that all processes share; without one each process keeps its own.
    "ledger": env.str("CARRIER_LEDGER", ""),
}
