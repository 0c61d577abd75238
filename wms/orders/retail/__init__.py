"""The invoices of a public retail data set as orders: its rules, and how they are posted."""
