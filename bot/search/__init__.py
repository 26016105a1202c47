"""Which posts mention it? Articles in, ranked hits out."""
