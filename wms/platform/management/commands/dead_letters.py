"""Look at what consumer groups gave up, try it again, or let it be."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from wms.platform.consumers.models import DeadLetter
from wms.platform.consumers.retry import NotRetried, retry
from wms.platform.management.arguments import text

LISTED = 100


class Command(BaseCommand):
    """Retrying is harmless to repeat: what was handled is known by its inbox."""

    help = (
        "List the messages that consumer groups gave up, retry them, or dismiss them."
        " Examples: manage.py dead_letters list --group inventory;"
        " manage.py dead_letters retry;"
        " manage.py dead_letters dismiss ID --by 'Ann, a test message'"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.add_argument("action", choices=("list", "retry", "dismiss"))
        parser.add_argument("ids", nargs="*", type=UUID, metavar="ID", help="default: all of them")
        parser.add_argument("--group", help="only those of this group")
        parser.add_argument("--by", type=text, help="who dismisses them, and why (needed for it)")

    def handle(
        self,
        *_args: Any,
        action: str,
        ids: list[UUID],
        group: str | None,
        by: str | None,
        **_rest: Any,
    ) -> None:
        """Do it to what is not settled, oldest first."""
        letters = DeadLetter.objects.filter(settled_at=None).order_by("parked_at")
        letters = letters.filter(pk__in=ids) if ids else letters
        letters = letters.filter(group=group) if group else letters
        if ids and letters.count() < len(set(ids)):
            raise CommandError("one of these is no dead letter that is left to settle")
        match action:
            case "list":
                self._list(letters)
            case "retry":
                self._retry(letters)
            case _:
                self._dismiss(letters, by or "", is_named=bool(ids))

    def _list(self, letters: QuerySet[DeadLetter]) -> None:
        for each in letters[:LISTED]:
            kind = each.event_type or "unreadable"
            parked = each.parked_at.isoformat(timespec="seconds")
            self.stdout.write(f"{each.pk}  {parked}  {each.group}  {kind}  {each.place}")
            self.stdout.write(f"    {each.error}")
        if (count := letters.count()) > LISTED:
            self.stdout.write(f"and {count - LISTED} more")

    def _retry(self, letters: QuerySet[DeadLetter]) -> None:
        failed = 0
        # No cursor: whatever a handler does may close the connection.
        for letter_id in list(letters.values_list("pk", flat=True)):
            each = DeadLetter.objects.get(pk=letter_id)
            try:
                retry(each)
            except NotRetried as error:
                failed += 1
                self.stderr.write(f"{each.pk}: {error}")
            else:
                self.stdout.write(f"{each.pk}: handled")
        if failed:
            raise CommandError(f"{failed} are still dead letters")

    def _dismiss(self, letters: QuerySet[DeadLetter], by: str, *, is_named: bool) -> None:
        if not by.strip() or not is_named:
            raise CommandError("say which by their ids, and by whom with --by")
        for each in letters:
            each.settle(by.strip())
            self.stdout.write(f"{each.pk}: dismissed")
