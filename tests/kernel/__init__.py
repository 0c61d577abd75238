"""What is tested of the vocabulary."""
