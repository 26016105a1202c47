"""How does it look? Pure functions from a value to a `Reply`; every limit is kept here."""
