"""What shall we say? A question in, an answer out."""
