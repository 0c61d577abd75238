"""Remember how far the stock that changed was compared."""

from wms.inventory.catalogue.models.insert import insert_first
from wms.inventory.verification.contracts import NoteVerified
from wms.inventory.verification.models.verified import VerifiedUpTo
from wms.platform.commands import command


@command
def note_verified(request: NoteVerified) -> None:
    """Let the next comparison begin where this one ended; it never goes back."""
    if not insert_first(VerifiedUpTo(instant=request.up_to)):
        VerifiedUpTo.objects.filter(instant__lt=request.up_to).update(instant=request.up_to)
