{{ config(meta={'dagster': {'ref': {'name': 'int_league_table_facts'}}}) }}
select
    facts.league_table_id,
    facts.sum_wins,
    facts.sum_losses,
    facts.sum_draws,
    facts.sum_goals_for,
    facts.sum_goals_against,
    facts.sum_played
from {{ ref('int_league_table_facts') }} as facts
inner join {{ ref('dim_pages') }} as pages
    on facts.page_id = pages.page_id
left join {{ ref('int_accepted_discrepancies') }} as accepted
    on facts.league_table_id = accepted.league_table_id and accepted.is_accepted
where
    pages.must_reconcile
    and facts.is_self_contradictory
    and accepted.league_table_id is null
