"""Small exports and the pipeline they are read with."""

from datetime import date

from pipectl.domain.contract import validator
from pipectl.domain.pipeline import Pipeline
from pipectl.domain.spec import PipelineSpec
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.source import Source

AS_OF = date(2025, 1, 15)
OPTIONS = ReadOptions(AS_OF)
STAGES = [
    {"name": "Discovery", "probability": "0.2"},
    {"name": "Proposal", "probability": "0.5", "aliases": ["P"]},
    {"name": "Negotiation", "probability": "0.8"},
    {"name": "Closed Won", "kind": "won"},
    {"name": "Closed Lost", "kind": "lost"},
]
HEADER = "id,name,stage,amount,close_date,owner"
ROW = "O1,Acme,Proposal,1000.50,2025-03-02,Ann"


def a_spec(**more):
    return validator(PipelineSpec).validate_python({"version": 1, "currency": "USD", "stages": STAGES} | more)


def read(*lines, spec=None, options=OPTIONS, name="deals.csv", encoding="utf-8") -> Pipeline:
    """The pipeline of a file of these lines."""
    return read_pipeline([a_source(*lines, name=name, encoding=encoding)], spec or a_spec(), options)


def a_source(*lines, name="deals.csv", encoding="utf-8"):
    return Source(name, "\n".join(lines).encode(encoding))


def codes(pipeline):
    return [finding.code for finding in pipeline.findings]


def said(pipeline):
    return [str(finding) for finding in pipeline.findings]
