"""Stock on the shelf, the reservations against it, and the ledger that proves both."""
