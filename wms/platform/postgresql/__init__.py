"""Django's PostgreSQL, in which every statement runs in the role of the context it is of."""
