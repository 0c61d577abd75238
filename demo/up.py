"""``make up``: the whole platform left running, with an admin user and a token to try it with."""

import argparse
import secrets
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from demo.api import Api, Away, Refused
from demo.machine import PROJECT, Broken, Machine
from demo.sample import make_sample
from demo.seeding import seed

ADMIN = "admin"
ORDERS = 20
INTERRUPTED = 130


def main() -> int:
    """Start everything that does not run, and say where it is."""
    console = Console()
    parser = argparse.ArgumentParser(prog="make up", description="Leave the platform running.")
    parser.add_argument("--folder", type=Path, default=PROJECT / ".stack" / "dev")
    folder = parser.parse_args().folder.resolve()
    machine = Machine(folder, lambda news: console.print(Text(news, style="dim")))
    try:
        machine.start(fresh=False)
        password = _admin_password(machine, folder)
        tokens = machine.tokens()
        _furnish(machine, tokens, console)
    except (Broken, Refused, Away) as error:
        console.print(Text(f"up: {error}", style="bold red"))
        return 1
    except KeyboardInterrupt:
        console.print("up: interrupted; make down stops what runs")
        return INTERRUPTED
    web = machine.addresses.web
    console.print()
    console.print(Text.assemble(("admin     ", "bold"), f"{web}/admin/  {ADMIN} / {password}"))
    console.print(Text.assemble(("API       ", "bold"), f"{web}/api/docs, once logged in"))
    console.print(Text.assemble(("Temporal  ", "bold"), machine.addresses.temporal_ui))
    console.print(Text.assemble(("token     ", "bold"), tokens["supervisor"]))
    console.print(f"make down stops it; its data stays in {folder}", soft_wrap=True)
    return 0


def _admin_password(machine: Machine, folder: Path) -> str:
    """Make the admin user with a random password, or return the one that was made before."""
    kept = folder / "admin-password"
    if kept.exists():
        return kept.read_text().strip()
    password = secrets.token_urlsafe(12)
    machine.manage(
        *("createsuperuser", "--no-input", "--username", ADMIN),
        *("--email", "admin@example.invalid"),
        extra={"DJANGO_SUPERUSER_PASSWORD": password},
    )
    kept.touch(mode=0o600)
    kept.write_text(password + "\n")
    return password


def _furnish(machine: Machine, tokens: dict[str, str], console: Console) -> None:
    """Put in the goods of the sample and some orders, the first time only."""
    with Api(machine.addresses.web, tokens["supervisor"]) as api:
        if api.get("skus", limit=1)["results"]:
            return
        sample = make_sample(ORDERS, has_stories=False)
        seed(api, sample.skus, sample.demand, lambda news: console.print(news, style="dim"))
        for order in sample.orders:
            api.post("orders", order, key=order["external_ref"])
        console.print(f"{ORDERS} orders posted", style="dim")


if __name__ == "__main__":
    sys.exit(main())
