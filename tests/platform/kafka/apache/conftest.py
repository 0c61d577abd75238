"""What only a real Apache Kafka can show: collected where the tests run on one."""

from tests.support.brokers import is_apache

collect_ignore_glob = [] if is_apache() else ["test_*.py"]
