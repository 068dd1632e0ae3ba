"""What a place keeps: its briefings, sources, filters, watches and settings."""
