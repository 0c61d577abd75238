"""The database of a context that lies on the server of others, as Django connects to it."""

from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper

# What never changes of a server, and is asked for with every statement.
_FIXED = ("ops", "features", "introspection", "vendor")
_OWN = {"alias", "role", "_own", "_server", *_FIXED}


class DatabaseWrapper:
    """The connection to a server whose statements run in the role of one context.

    All contexts of a server share the connection of a thread, and the transaction it is in.
    """

    def __init__(self, settings_dict: dict[str, Any], alias: str) -> None:
        self.alias = alias
        self.role: str | None = settings_dict["ROLE"]
        self._server: Any = connections[settings_dict["SERVER"]]
        for name in _FIXED:
            setattr(self, name, getattr(self._server, name))
        self._own = {name: settings_dict[name] for name in ("ROLE", "SERVER", "TEST")}

    @property
    def settings_dict(self) -> dict[str, Any]:
        """Return the settings of the server, with what is this database's own."""
        return {**self._server.settings_dict, **self._own}

    def cursor(self) -> CursorWrapper:
        """Return a new cursor of the context's role."""
        wrapper: CursorWrapper = self._server.cursor_as(self.role)
        return wrapper

    def chunked_cursor(self) -> CursorWrapper:
        """Return a cursor like any other: one that outlives its transaction outlives its role."""
        return self.cursor()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._server, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _OWN:
            object.__setattr__(self, name, value)
        else:
            setattr(self._server, name, value)
