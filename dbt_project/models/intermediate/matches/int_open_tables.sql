-- Tables that count more than the matches of their clubs with one another: those of a conference,
-- of a second stage with the figures of the first, a ranking over groups. They count all matches
-- of their clubs on the page, whoever the opponent, or all before a stage that comes later.
--
-- Asked are tables in which most rows say more matches than the clubs have with one another, and
-- show the points that their results give. It is believed where two rows in three have played
-- exactly as often as the page has results of the club, and most tell as many wins and draws.
-- A stage is a heading of the second level, or one of the third with a word for deciding matches:
-- a table that lags some rounds behind must not be cut to fit.
with

rows as (
    select
        league_table_id,
        page_id,
        team_id,
        played,
        shown_wins,
        shown_draws,
        coalesce(points_typed != points_derived, false) as has_other_points
    from {{ ref('int_league_table_rows') }}
    where is_supported_style and not is_generated_from_matches and single_side is null
),

own_results as (
    {{ counted_results() }}
),

own as (
    select
        league_table_id,
        team_id,
        count(*) as results
    from own_results
    group by league_table_id, team_id
),

asking as (
    select
        rows.league_table_id,
        any_value(rows.page_id) as page_id,
        count(*) as row_count
    from rows
    left join own on rows.league_table_id = own.league_table_id and rows.team_id = own.team_id
    group by rows.league_table_id
    having
        count(*) = count(distinct rows.team_id)
        and count(*) filter (where rows.played > coalesce(own.results, 0)) * 2 > count(*)
        and count(*) filter (where rows.has_other_points) * 2 <= count(*)
),

club_results as (
    {% for own, other in [('home', 'away'), ('away', 'home')] -%}
    select
        rows.league_table_id,
        rows.page_id,
        rows.team_id,
        matches.section_no,
        matches.{{ own }}_goals > matches.{{ other }}_goals as is_win,
        matches.{{ own }}_goals = matches.{{ other }}_goals as is_draw
    from asking
    inner join rows on asking.league_table_id = rows.league_table_id
    inner join {{ ref('int_matches') }} as matches
        on rows.page_id = matches.page_id and rows.team_id = matches.{{ own }}_team_id
    where matches.has_result and matches.home_team_id != matches.away_team_id
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

stages as (
    select
        club_results.league_table_id,
        ancestors.ancestor_section_no as section_no,
        any_value(ancestors.ancestor_heading) as heading
    from club_results
    inner join {{ ref('int_section_ancestors') }} as ancestors
        on
            club_results.page_id = ancestors.page_id
            and club_results.section_no = ancestors.section_no
    left join {{ ref('extra_match_words') }} as extra_match_words
        on regexp_matches(lower(ancestors.ancestor_heading), extra_match_words.pattern)
    where
        ancestors.ancestor_level = 2
        or (ancestors.ancestor_level = 3 and extra_match_words.pattern is not null)
    group by club_results.league_table_id, ancestors.ancestor_section_no
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
    from asking
),

counted as (
    select
        ends.league_table_id,
        ends.before_section_no,
        ends.before_heading,
        club_results.team_id,
        count(*) as results,
        count(*) filter (where club_results.is_win) as wins,
        count(*) filter (where club_results.is_draw) as draws
    from ends
    inner join club_results
        on
            ends.league_table_id = club_results.league_table_id
            and coalesce(ends.before_section_no > club_results.section_no, true)
    group by
        ends.league_table_id, ends.before_section_no, ends.before_heading, club_results.team_id
),

compared as (
    select
        counted.league_table_id,
        counted.before_section_no,
        counted.before_heading,
        count(*) filter (where rows.played = counted.results) as rows_with_same_played,
        count(*) filter (
            where rows.shown_wins = counted.wins and rows.shown_draws = counted.draws
        ) as rows_with_same_results
    from counted
    inner join rows
        on
            counted.league_table_id = rows.league_table_id
            and counted.team_id = rows.team_id
    group by counted.league_table_id, counted.before_section_no, counted.before_heading
)

select
    asking.league_table_id,
    asking.page_id,
    compared.before_section_no,
    compared.before_heading
from asking
inner join compared on asking.league_table_id = compared.league_table_id
where
    compared.rows_with_same_played * 3 >= asking.row_count * 2
    and compared.rows_with_same_results * 2 > asking.row_count
qualify row_number() over (
    partition by asking.league_table_id
    order by
        compared.rows_with_same_played desc,
        compared.before_section_no desc nulls first
) = 1
