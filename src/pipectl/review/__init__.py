"""From opportunities and figures to what a person should look at and do."""
