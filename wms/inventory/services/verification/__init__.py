"""How numbers that disagree are made to agree again."""
