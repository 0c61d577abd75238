"""The processes the product consists of; `manage.py stack up --all` starts them all."""

_MANAGE = ["{python}", "manage.py"]
_CELERY = ["{python}", "-m", "celery", "--app", "wms.config.celery"]

STACK_PROCESSES: dict[str, list[str]] = {
    "web": [
        *("{python}", "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", "{web_port}", "--blocking-threads", "4", "--workers-kill-timeout", "10"),
        "wms.config.wsgi:application",
    ],
    "saga-worker": [*_MANAGE, "run_fulfillment_worker"],
    "consumers": [*_MANAGE, "run_event_consumer"],
    "drain": [
        *(*_CELERY, "worker", "--queues", "drain", "--concurrency", "2"),
        *("--hostname", "drain@%h", "--loglevel", "INFO", "--without-mingle", "--without-gossip"),
    ],
    "worker": [
        *(*_CELERY, "worker", "--queues", "celery", "--concurrency", "2"),
        *("--hostname", "worker@%h", "--loglevel", "INFO", "--without-mingle", "--without-gossip"),
    ],
    "beat": [*_CELERY, "beat", "--loglevel", "INFO", "--schedule", "{folder}/beat"],
}
# A broker that is given keeps its topics, and may never have had any.
STACK_ON_GIVEN_BROKER: list[list[str]] = [[*_MANAGE, "create_topics"]]
# The embedded broker forgets everything when it stops.
STACK_AFTER_BROKER_START: list[list[str]] = [
    [*_MANAGE, "create_topics"],
    [*_MANAGE, "resend_events"],
]
