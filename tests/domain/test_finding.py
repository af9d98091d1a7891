from pipectl.domain.finding import Findings, Flagged, Level, Place


def test_levels_rank_from_the_gravest():
    assert sorted([Level.NOTE, Level.ERROR, Level.WARNING], key=lambda level: level.rank) == list(Level)


def test_findings_add_with_their_counts_and_the_rows_they_flag():
    one = Findings((), (("DATA001", 2),), Flagged({"a": bytes([0, 0, 1])}, {"Ann": 1}))
    other = Findings(
        (), (("DATA001", 1), ("DATA301", 4)), Flagged({"a": bytes([0, 2]), "b": bytes([0, 1])}, {"Ann": 2})
    )
    both = one + other
    assert both.counts == (("DATA001", 3), ("DATA301", 4))
    assert both.flagged.lines == {"a": bytes([0, 2, 1]), "b": bytes([0, 1])}
    assert both.flagged.aside == {"Ann": 3}
    assert [Place("a", line) in both.flagged for line in range(5)] == [False, True, True, False, False]
    assert Place("c", 1) not in both.flagged
