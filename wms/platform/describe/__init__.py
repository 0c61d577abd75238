"""What the code says of itself, written into its pages."""
