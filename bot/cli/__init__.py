"""The console commands: one command, one file."""
