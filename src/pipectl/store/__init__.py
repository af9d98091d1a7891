"""Snapshots in files: what pipectl remembers, kept so that nothing of it is lost."""
