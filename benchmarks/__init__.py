"""Quality and speed: one program per claim, each run by itself."""
