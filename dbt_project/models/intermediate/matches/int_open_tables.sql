-- Tables that count more than the matches of their clubs with one another: those of a conference,
-- of a second stage with the figures of the first, a ranking over groups. They count all matches
-- of their clubs on the page, whoever the opponent, or all before a stage that comes later.
--
-- A table is believed to be one where two rows in three have played exactly as often as the page
-- has results of the club, none less often, and half of the rows tell the same wins, draws and
-- goals. So neither a ranking that leaves some results out is compared, nor a table whose clubs
-- also played a cup before.
--
-- A stage is a heading with a word for deciding matches, or one of the second level that is no
-- round and no month, and does not hold the table: one that lags behind must not be cut to fit.
with

rows as (
    select
        league_table_id,
        team_id,
        played,
        shown_wins,
        shown_draws,
        shown_goals_for,
        shown_goals_against,
        coalesce(
            sum(shown_goals_for + shown_goals_against) over (partition by league_table_id), 0
        ) > 0 as has_goals
    from {{ ref('int_league_table_rows') }}
    where
        league_table_id in (
            select candidates.league_table_id
            from {{ ref('int_open_table_candidates') }} as candidates
        )
),

sections as (
    select distinct
        league_table_id,
        page_id,
        section_no
    from {{ ref('int_open_table_results') }}
),

around_tables as (
    select
        candidates.league_table_id,
        ancestors.ancestor_section_no as section_no
    from {{ ref('int_open_table_candidates') }} as candidates
    inner join {{ ref('int_section_ancestors') }} as ancestors
        on
            candidates.page_id = ancestors.page_id
            and candidates.section_no = ancestors.section_no
),

stages as (
    select
        sections.league_table_id,
        ancestors.ancestor_section_no as section_no,
        any_value(ancestors.ancestor_heading) as heading
    from sections
    inner join {{ ref('int_section_ancestors') }} as ancestors
        on
            sections.page_id = ancestors.page_id
            and sections.section_no = ancestors.section_no
    left join around_tables
        on
            sections.league_table_id = around_tables.league_table_id
            and ancestors.ancestor_section_no = around_tables.section_no
    left join {{ ref('extra_match_words') }} as extra_match_words
        on regexp_matches(lower(ancestors.ancestor_heading), extra_match_words.pattern)
    where
        around_tables.section_no is null
        and ancestors.ancestor_level > 0
        and (
            extra_match_words.pattern is not null
            or (
                ancestors.ancestor_level <= 2
                and not regexp_matches(
                    lower(ancestors.ancestor_heading), '[0-9]|^{{ month_pattern() }}$'
                )
            )
        )
    group by sections.league_table_id, ancestors.ancestor_section_no
),

-- NULL: to the end of the page.
ends as (
    select
        league_table_id,
        section_no as before_section_no,
        heading as before_heading
    from stages
    union all
    select
        league_table_id,
        null as before_section_no,
        null as before_heading
    from {{ ref('int_open_table_candidates') }}
),

counted as (
    select
        ends.league_table_id,
        ends.before_section_no,
        ends.before_heading,
        results.team_id,
        count(*) as result_count,
        count(*) filter (where results.goals_for > results.goals_against) as wins,
        count(*) filter (where results.goals_for = results.goals_against) as draws,
        sum(results.goals_for) as goals_for,
        sum(results.goals_against) as goals_against
    from ends
    inner join {{ ref('int_open_table_results') }} as results
        on
            ends.league_table_id = results.league_table_id
            and coalesce(ends.before_section_no > results.section_no, true)
    group by ends.league_table_id, ends.before_section_no, ends.before_heading, results.team_id
),

compared as (
    select
        counted.league_table_id,
        counted.before_section_no,
        counted.before_heading,
        count(*) filter (where rows.played = counted.result_count) as rows_with_same_played,
        count(*) filter (where rows.played < counted.result_count) as rows_with_fewer_played,
        count(*) filter (
            where
            rows.shown_wins = counted.wins
            and rows.shown_draws = counted.draws
            and (not rows.has_goals or rows.shown_goals_for = counted.goals_for)
            and (not rows.has_goals or rows.shown_goals_against = counted.goals_against)
        ) as rows_with_same_results
    from counted
    inner join rows
        on
            counted.league_table_id = rows.league_table_id
            and counted.team_id = rows.team_id
    group by counted.league_table_id, counted.before_section_no, counted.before_heading
)

select
    candidates.league_table_id,
    candidates.page_id,
    compared.before_section_no,
    compared.before_heading
from {{ ref('int_open_table_candidates') }} as candidates
inner join compared on candidates.league_table_id = compared.league_table_id
where
    compared.rows_with_same_played * 3 >= candidates.row_count * 2
    and compared.rows_with_fewer_played = 0
    and compared.rows_with_same_results * 2 >= candidates.row_count
qualify row_number() over (
    partition by candidates.league_table_id
    order by
        compared.rows_with_same_played desc,
        compared.before_section_no desc nulls first
) = 1
