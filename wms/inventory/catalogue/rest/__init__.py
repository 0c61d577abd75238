"""SKUs and locations over HTTP."""
