"""A CRM's own history: files with a row for each change of an opportunity, to logs of changes."""
