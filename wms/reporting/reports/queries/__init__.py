"""The reports: what each lists, and the statement that it is."""
