"""Questions, one file per noun."""
