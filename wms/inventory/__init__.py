"""Stock on the shelf, the promises made against it, and the ledger that proves both."""
