"""Where definitions and formulas come from."""

REVENUE_IO = "Revenue.io, article on the sales pipeline"
ARTICLES = "Revenue.io and Outreach, articles on the sales pipeline"
RULE_OF_THUMB = "Common practice; the rule of thumb is three to four times the quota"
PRACTICE = "Common practice"
COHORT = "Cohort method: of those that reached a stage and left it, how many went on"
RELIABILITY = "Murphy and Winkler (1977), Reliability of subjective probability forecasts"
