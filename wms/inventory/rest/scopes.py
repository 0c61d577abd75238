"""What a caller needs to read and to change stock, to work on the floor, and to approve."""

READ, WRITE = "inventory:read", "inventory:write"
WORK, APPROVE = "inventory:work", "inventory:approve"
