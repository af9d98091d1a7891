"""What is known of each CRM's export: one YAML file each, compiled to `compiled.py` by `scripts/make_presets.py`."""
