"""What a caller of shipping must hold."""

from typing import Final

READ: Final = "shipping:read"
WRITE: Final = "shipping:write"
