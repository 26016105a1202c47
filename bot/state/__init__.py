"""What do readers, groups and editors leave behind? A database, whose rows come back as values."""
