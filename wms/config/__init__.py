"""The composition root: settings, addresses, processes."""
