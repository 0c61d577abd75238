"""Lend an Apache Kafka to a command: python -m tests.support.apache_kafka make demo ORDERS=40"""

import os
import subprocess
import sys

from tests.support.apache_kafka.jars import JarsMissing
from tests.support.brokers import lent_broker


def main() -> int:
    """Run the command with the broker's address in its environment; return how it ended."""
    command = sys.argv[1:]
    if not command:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        with lent_broker() as broker:
            environment = os.environ | {"KAFKA_BOOTSTRAP_SERVERS": broker.address}
            return subprocess.run(command, env=environment, check=False).returncode
    except JarsMissing as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
