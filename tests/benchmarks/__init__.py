"""What is tested of the figures: that each can be measured."""
