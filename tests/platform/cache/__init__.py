"""What is tested of the cache, on a real server of Redis's protocol."""
