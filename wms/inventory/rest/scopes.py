"""What a caller needs to read and to change stock."""

READ, WRITE = "inventory:read", "inventory:write"
