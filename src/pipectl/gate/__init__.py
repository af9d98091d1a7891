"""The gate: what a pipeline is held to, from checks, quotas and waivers to a verdict."""
