"""What a stock keeper carries, finds, loses, or finds unfit."""
