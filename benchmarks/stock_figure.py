"""Measures one figure of the stock in a process of its own: ``python -m`` it, JSON comes out."""

import json
import sys
from dataclasses import asdict

from benchmarks import (
    consuming,
    long_walk,
    reads,
    reserving,
    roles,
    stock_size,
    verification,
    wave_allocation,
)

FIGURES = {
    "reserving": reserving.measure,
    "consuming": consuming.measure,
    "size": stock_size.measure,
    "wave": wave_allocation.measure,
    "verify": verification.measure,
    "walk": long_walk.measure,
    "roles": roles.measure,
    "reads": reads.measure,
}

if __name__ == "__main__":
    name, part = sys.argv[1:]
    print(json.dumps([asdict(figure) for figure in FIGURES[name](float(part))]))
