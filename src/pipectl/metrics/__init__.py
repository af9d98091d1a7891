"""From totals to figures: one decorated pure function a metric."""
