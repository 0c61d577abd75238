"""How fast it is: each figure against its limit or its peer, measured in the same run."""
