-- Which pages contradict themselves, and which edit would mend each?
-- One row for each page with a league table or a match told twice. Of its tables: agreeing ones
-- reconcile with their matches; contradicting ones differ from them or are impossible in
-- themselves; the rest cannot be compared (no matches, not all of them, nothing recorded) and
-- says nothing either way. suggestions are the smallest explanations; more than one for the
-- same table means that the page alone cannot tell which is right.
with
tables as (
    select
        page_id,
        count(*) as league_tables,
        count(*) filter (where status in ('reconciled', 'accepted')) as agreeing,
        count(*) filter (
            where starts_with(status, 'differs') or status = 'self_contradictory'
        ) as contradicting,
        list(explanation order by line_start) filter (
            where starts_with(status, 'differs') or status = 'self_contradictory'
        ) as contradictions
    from marts.fct_league_table_reconciliation
    group by page_id
),

witnesses as (
    select
        page_id,
        count(*) filter (where do_witnesses_agree) as matches_told_alike_twice,
        count(*) filter (where not do_witnesses_agree) as matches_told_differently
    from marts.fct_matches
    where do_witnesses_agree is not null
    group by page_id
),

suggested as (
    select
        page_id,
        list(distinct evidence order by evidence) as suggestions
    from marts.fct_suspected_errors
    group by page_id
)

select
    pages.page_id,
    coalesce(tables.league_tables, 0) as league_tables,
    coalesce(tables.agreeing, 0) as agreeing,
    coalesce(tables.contradicting, 0) as contradicting,
    coalesce(tables.league_tables - tables.agreeing - tables.contradicting, 0) as not_comparable,
    coalesce(witnesses.matches_told_alike_twice, 0) as matches_told_alike_twice,
    coalesce(witnesses.matches_told_differently, 0) as matches_told_differently,
    tables.contradictions,
    suggested.suggestions
from marts.dim_pages as pages
left join tables on pages.page_id = tables.page_id
left join witnesses on pages.page_id = witnesses.page_id
left join suggested on pages.page_id = suggested.page_id
where tables.page_id is not null or witnesses.page_id is not null
order by contradicting desc, matches_told_differently desc, pages.page_id asc
