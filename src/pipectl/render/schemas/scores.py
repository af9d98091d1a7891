"""What JSON documents say of a score: of an opportunity, of a lead."""

from .parts import TEXTS, decimal, list_of, maybe, object_of, text, yes

_CONTRIBUTION = object_of(
    {
        "name": text("Rule."),
        "points": decimal("Points it gives where it holds."),
        "given": maybe(decimal("Points it gave; null where it can't be judged.")),
        "holds": maybe(yes("Whether it holds; null where it can't be judged.")),
        "why": list_of(TEXTS, "Why it can't be judged."),
    },
    "What one rule gave.",
)
#: A score with what each of its rules gave.
SCORE = {
    "name": text("What the score is called."),
    "value": maybe(decimal("Points ÷ points that could be judged, 0 to 1; null where none could be.")),
    "points": decimal("Points given: the sum of those of the rules."),
    "judged": decimal("Points of the rules that could be judged."),
    "possible": decimal("Points of all rules."),
    "undefined": maybe(text("Why there is no value.")),
    "rules": list_of(_CONTRIBUTION, "What each rule gave."),
}
