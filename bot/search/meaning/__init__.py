"""Which posts mean it, whatever their words? Texts in, vectors out, and what lies nearest to a question."""
