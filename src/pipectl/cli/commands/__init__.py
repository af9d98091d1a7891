"""One thin file a verb; `pipectl.cli.app.COMMANDS` lists them."""
