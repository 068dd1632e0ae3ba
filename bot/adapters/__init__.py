"""Platforms: each folder keeps one, and knows no other."""
