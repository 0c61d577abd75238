"""The stages of the saga, in the order in which an order goes through them."""
