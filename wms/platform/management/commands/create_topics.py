"""Make the Kafka topics that are missing."""

from typing import Any

from confluent_kafka import KafkaException
from django.core.management.base import BaseCommand, CommandError

from wms.platform.kafka.limits import BrokerUnfit
from wms.platform.kafka.topics import create_topics


class Command(BaseCommand):
    """May be run again at any time: topics that are there stay as they are."""

    help = (
        "Make the topics of all contexts and the dead-letter topics of all groups, as far as"
        " they are missing. Example: manage.py create_topics"
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Make them and say which."""
        try:
            topics = create_topics()
        except BrokerUnfit as error:
            raise CommandError(str(error)) from error
        except KafkaException as error:
            raise CommandError(
                f"Kafka refuses or does not answer: {error.args[0].str()}"
            ) from error
        for topic in topics:
            self.stdout.write(f"{'made' if topic.is_new else 'there'}  {topic.name}")
