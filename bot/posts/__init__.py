"""What did the author write? Files in, articles out."""
