"""The settings of the tests: those of the product, with nothing from this machine's stacks.

They are read before any conftest is, so what they are read from has to be set here.
"""

import os
import secrets

os.environ.setdefault("SECRET_KEY", secrets.token_hex(16))
os.environ.setdefault("STACK_ENV_FILE", os.devnull)
os.environ.setdefault("KAFKA_SESSION_TIMEOUT_MS", "3000")
os.environ.setdefault("KAFKA_PARTITIONS", "3")
os.environ.setdefault("SECURE_COOKIES", "false")

from wms.config.settings import *  # noqa: F403 - after the environment; all of them

# A test that reads through the cache leads to one; processes of their own use that of their Redis.
CACHE_URL = ""
