"""Answers from what was read: briefings, questions, quotations, and why."""
