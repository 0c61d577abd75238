"""What a caller needs to read and to change stock, to work on the floor, and to approve."""

READ, WRITE = "inventory:read", "inventory:write"
WORK, APPROVE = "inventory:work", "inventory:approve"
# What a client may say of its own goods, and of those that are on their way.
CATALOGUE, INBOUND = "catalogue:write", "inbound:write"
# The places belong to the building.
PLACES = "locations:write"
