-- What is missing, where, and out of how many?
-- Missing is what a page does not say, or says in a way that was not understood: it is unknown,
-- not nil. One row for each kind of thing on each page that lacks any. A match that is still to be
-- played, or was called off, misses nothing, nor does a table in which nobody has played yet.
-- first_line is where to look first, NULL where no line is known.
with
due_matches as (
    select *
    from marts.fct_matches
    where match_status not in ('scheduled', 'postponed', 'cancelled', 'bye')
),

match_facts as (
    select
        matches.page_id,
        matches.line_start,
        facts.what,
        facts.is_missing
    from due_matches as matches
    cross join lateral (
        values
        ('match without a result', matches.home_goals is null),
        ('match without a date', matches.match_date is null),
        ('match without a ground', matches.venue is null),
        ('match without an attendance', matches.attendance is null),
        ('match without a referee', matches.referee is null)
    ) as facts (what, is_missing)
),

tables_not_begun as (
    select league_table_id
    from marts.fct_published_standings
    group by league_table_id
    having max(played) = 0
),

table_facts as (
    select
        verdicts.page_id,
        verdicts.line_start,
        facts.what,
        facts.is_missing
    from marts.fct_league_table_reconciliation as verdicts
    left join tables_not_begun as not_begun
        on verdicts.league_table_id = not_begun.league_table_id
    cross join lateral (
        values
        ('league table without figures', verdicts.status = 'not_recorded'),
        (
            'league table without all its matches',
            verdicts.status in ('not_recorded', 'no_matches', 'partial_matches')
            and not_begun.league_table_id is null
        ),
        ('league table of an unknown kind', verdicts.status = 'unsupported_style')
    ) as facts (what, is_missing)
),

season_facts as (
    select
        seasons.page_id,
        null as line_start,
        facts.what,
        facts.is_missing
    from marts.dim_seasons as seasons
    cross join lateral (
        values
        ('season without a champion', seasons.winner_team is null),
        ('season without a top scorer', seasons.top_scorer is null)
    ) as facts (what, is_missing)
),

facts as (
    select * from match_facts
    union all
    select * from table_facts
    union all
    select * from season_facts
),

counted as (
    select
        page_id,
        what,
        count(*) filter (where is_missing) as missing,
        count(*) as out_of,
        min(line_start) filter (where is_missing) as first_line
    from facts
    group by page_id, what
    union all
    -- Calls that are not about football are not missed.
    select
        page_id,
        'template call or wikitable not understood' as what,
        sum(not_understood_count)::bigint as missing,
        sum(call_count - not_football_count)::bigint as out_of,
        null as first_line
    from marts.fct_coverage
    group by page_id
)

select
    page_id,
    what,
    missing,
    out_of,
    first_line
from counted
where missing > 0
order by page_id asc, missing desc, what asc
