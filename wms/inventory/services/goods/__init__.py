"""How goods move, with the ledger."""
