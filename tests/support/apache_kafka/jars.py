"""The jars of Apache Kafka, fetched once into the cache of this account."""

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
ARTEFACT = re.compile(r"<artifactId>(\S+)</artifactId>\s*<version>(\S+)</version>")


class JarsMissing(Exception):
    """The jars are not there and cannot be fetched; the text says why."""


def class_path() -> str:
    """Return what Java is to load; fetch it first if this account never did.

    Raises:
        JarsMissing: Java or Maven is not installed, or Maven cannot fetch them.
    """
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise JarsMissing(f"{program} is not installed: Java 17 and Maven 3 are needed")
    folder = _folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _fetch(folder)
    return f"{folder}/*"


def _folder() -> Path:
    """Return the folder of the very versions that the POM names."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    name = "-".join(version for _artefact, version in ARTEFACT.findall(POM.read_text())[1:])
    return Path(cache) / "wms-tests" / f"apache-kafka-{name}"


def _fetch(folder: Path) -> None:
    """Let Maven fill a folder beside it, so that a half-filled one is never taken for whole."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as partial:
        done = subprocess.run(
            [
                *("mvn", "--quiet", "--batch-mode", "--file", str(POM)),
                *("dependency:copy-dependencies", f"-DoutputDirectory={partial}/jars"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise JarsMissing(f"Maven cannot fetch Apache Kafka: {done.stdout.strip()[:500]}")
        Path(partial, "jars").rename(folder)
