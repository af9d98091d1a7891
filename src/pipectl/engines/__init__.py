"""From opportunities to totals: who belongs to which sum, and the summing, whole and per group."""
