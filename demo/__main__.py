"""``make demo``: everything set up, a day in the warehouse, everything stopped."""

import argparse
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

from rich.console import Console
from rich.text import Text

from demo.api import Away, Refused
from demo.day import Day
from demo.machine import PROJECT, Broken, Machine
from demo.supply import RetailFile, RetailSupply, SampleSupply, Supply

INTERRUPTED = 130
MAX_ORDERS = 20_000


def main() -> int:
    """Run the demo; return 0 if every order ended well and every check holds."""
    options = _options()
    console = Console()
    machine = Machine(
        options.folder, lambda news: console.print(Text(news, style="dim"), soft_wrap=True)
    )
    signal.signal(signal.SIGTERM, _interrupt)
    begun = time.monotonic()
    try:
        return _run(machine, console, options.orders, options.data)
    except (Broken, Refused, Away) as error:
        console.print(Text(f"demo: {error}", style="bold red"), soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        console.print("demo: interrupted")
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _stop(machine, console)
        console.print(f"everything stopped; {time.monotonic() - begun:.0f} s in all", style="dim")


def _run(machine: Machine, console: Console, orders: int, data: Path | None) -> int:
    if data is not None and not data.is_file():
        raise Broken(f"there is no file {data}; give DATA=<a gzip CSV of invoices>")
    machine.start(fresh=True)
    tokens = machine.tokens()
    supply: Supply
    if data is None:
        supply = SampleSupply(orders)
    else:
        source = RetailFile(file=data, orders=orders)
        supply = RetailSupply(machine, source, lambda: tokens["integrator"])
    for note in supply.notes:
        console.print(Text(note, style="dim"))
    addresses = machine.addresses
    console.print(f"watch it at {addresses.web}/admin/ and {addresses.temporal_ui}", soft_wrap=True)
    found = Day(machine, console, tokens, supply).run()
    console.print()
    console.print(
        "where to look next: make up, then the admin, /api/docs and the Temporal pages at"
    )
    console.print("the addresses it prints; README.md for the map, ARCHITECTURE.md for the rules")
    if found.faults:
        console.print(Text(f"{len(found.faults)} faults", style="bold red"))
        return 1
    console.print(Text("every order accounted for, every check zero", style="bold green"))
    return 0


def _stop(machine: Machine, console: Console) -> None:
    try:
        machine.stop()
    except Broken as error:
        console.print(Text(f"demo: not everything stopped: {error}", style="bold red"))


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make demo",
        description="Orders come in over HTTP and leave with tracking numbers.",
        epilog="example: make demo DATA=online_retail.csv.gz ORDERS=1000",
    )
    parser.add_argument("--orders", type=_count, default=200, help="how many orders (ORDERS=)")
    parser.add_argument("--data", type=Path, help="gzip CSV of retail invoices (DATA=)")
    parser.add_argument("--folder", type=Path, default=PROJECT / ".stack" / "demo")
    return parser.parse_args()


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MAX_ORDERS:
        raise argparse.ArgumentTypeError(f"1 to {MAX_ORDERS} orders")
    return number


if __name__ == "__main__":
    sys.exit(main())
