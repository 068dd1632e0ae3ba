"""A channel's briefing: what is in it, how it reads, and that it goes out once."""
