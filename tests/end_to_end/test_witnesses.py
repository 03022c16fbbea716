"""One match told of twice: by a box and by the grid of the table."""

PAGE = """==Group==
{{#invoke:Sports table|main|style=WDL|show_matches=y
|team1=ADA|team2=BEA|name_ADA=Ada|name_BEA=Bea
|win_ADA=1|draw_ADA=1|loss_ADA=0|gf_ADA=3|ga_ADA=2
|win_BEA=0|draw_BEA=1|loss_BEA=1|gf_BEA=2|ga_BEA=3
|match_ADA_BEA=2–1|match_BEA_ADA=1–1
}}
===Round 1===
{{football box|date=1 May 2001|team1=Ada|score=2–1|team2=Bea}}
===Round 2===
{{football box|date=8 May 2001|team1=Bea|score=1–0|team2=Ada}}
"""


def test_two_witnesses_are_one_match_and_a_disagreement_is_a_suspected_error(deployment_of):
    deployment = deployment_of({"Cup.wikitext": PAGE})
    assert deployment.refresh().success
    assert deployment.query(
        "SELECT home_team, home_goals, away_goals, second_witness_home_goals, "
        "second_witness_away_goals, do_witnesses_agree FROM marts.fct_matches ORDER BY match_date"
    ) == [("Ada", 2, 1, 2, 1, True), ("Bea", 1, 0, 1, 1, False)]
    [(line, evidence)] = deployment.query(
        "SELECT line_start, evidence FROM marts.fct_suspected_errors "
        "WHERE cause = 'witnesses_disagree'"
    )
    assert line == 11
    assert "1–0" in evidence
    assert "1–1" in evidence
