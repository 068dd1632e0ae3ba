"""From sources to versions: feeds, pages and files become texts, never rewritten."""
