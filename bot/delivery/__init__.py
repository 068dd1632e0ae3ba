"""Exactly once: claim, send, settle; what is unclear is looked up before it is resent.

`decide` is the table of what follows from each failure, `deliver` makes one post,
`wave` many; an engine (`loop`, `durable`) keeps waves going. docs/delivery.md draws it.
"""
