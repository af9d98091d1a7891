"""Where risk rules come from. No number of other teams is taken over: one's own past says what a sign is worth."""

ARTICLES = "Revenue.io and Outreach, articles on the sales pipeline"
PRACTICE = "Common practice"
HISTORY = "history (snapshots, or a CRM's own)"
