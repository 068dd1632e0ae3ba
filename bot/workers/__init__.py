"""Processes for work the event loop must not do: understanding and parsing.

`analysis` keeps the models loaded; `parsing` can be killed in the middle of a document.
"""
