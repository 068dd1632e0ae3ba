"""The async shell: it waits, fetches, stores, schedules, renders and sends."""
