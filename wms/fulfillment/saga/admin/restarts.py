"""Start a saga again, from the page of its exception."""

from wms.platform.admin.dialogs import ReasonForm
from wms.platform.admin.fields import TextField


class NoteForm(ReasonForm):
    """Asks what was found out, if anything."""

    reason = TextField(label="note", max_length=500, required=False)
