"""How many rows one statement changes."""

# Each row of a ``bulk_update`` looks through the values of all: the cost of a statement grows with
# the square of its rows.
AT_ONCE = 200
