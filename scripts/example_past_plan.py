"""examples/past/pipeline.yaml."""

#: What each is to win, by quarter; the team has their sum.
QUOTAS = {
    "2026-Q1": {"Ann": 145_000, "Bo": 155_000, "Cy": 95_000, "Dana": 130_000, "Eli": 75_000},
    "2026-Q2": {"Ann": 150_000, "Bo": 160_000, "Cy": 100_000, "Dana": 135_000, "Eli": 75_000},
    "2026-Q3": {"Ann": 160_000, "Bo": 170_000, "Cy": 105_000, "Dana": 140_000, "Eli": 85_000},
    "2026-Q4": {"Ann": 170_000, "Bo": 180_000, "Cy": 110_000, "Dana": 150_000, "Eli": 90_000},
    "2027-Q1": {"Ann": 175_000, "Bo": 185_000, "Cy": 115_000, "Dana": 155_000, "Eli": 90_000},
}
PLAN = """\
# yaml-language-server: $schema=../pipeline.schema.json
#
# A pipeline with a past: a Salesforce export, and Salesforce's own history of it. From the folder above,
#   pipectl forecast --config examples/past/pipeline.yaml --as-of 2026-11-16
# tells what the quarter will bring, and how far off it would have been before. ../pipeline.yaml explains every setting.
version: 1
name: New business
currency: USD
time_zone: UTC

# Today's export, and what each opportunity was before: in Salesforce, Opportunity and OpportunityHistory.
data: [opportunities.csv]
history_files: [OpportunityHistory.csv]

stages:
  - {name: Qualification, probability: 0.25, category: pipeline, max_days: 45}
  - {name: Needs Analysis, probability: 0.5, category: pipeline, max_days: 45}
  - {name: Proposal, probability: 0.75, category: best_case, max_days: 45}
  - {name: Negotiation, probability: 0.9, category: commit, max_days: 30}
  - {name: Closed Won, kind: won}
  - {name: Closed Lost, kind: lost}
qualified_from: Qualification

quotas:
@quotas

# What chances to win are learnt from, beside what pipectl knows by itself. Decided_By__c is filled in when all is over, so
# that it knows how it ended: forecast finds that, says so, and leaves it out.
forecast:
  columns: [Region__c, Industry__c, Decided_By__c]

checks:
  - {metric: p_quota, min: 0.5, level: warn, reason: More likely than not}
  - {metric: backtest_error, max: 0.3, reason: A forecast is worth what it was worth before}
"""


def past_plan() -> str:
    """The file; quotas one a line."""
    lines = []
    for period, parts in QUOTAS.items():
        lines.append(f"  - {{period: {period}, amount: {sum(parts.values())}}}")
        lines += [f"  - {{period: {period}, amount: {amount}, owner: {owner}}}" for owner, amount in parts.items()]
    return PLAN.replace("@quotas", "\n".join(lines))
