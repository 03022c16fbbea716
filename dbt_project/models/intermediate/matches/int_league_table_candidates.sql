-- Every match that could belong to a table: same page, both clubs in the table. How near
-- it stands is the level of the deepest heading that holds both the table and the match
-- (0: only the page). Cells of a table's own grid stand nearest of all.
--
-- Where tables and matches stand apart, as under 'Standings' and 'Results', several tables are
-- as near. Then the nearest is the one with most headings of the same name as above the match,
-- and the match stands as if it were under the table's own heading of that name.
--
-- A ranking over groups, such as of the clubs in third place, is nearest to none: each of its
-- rows tells the matches of another group. Where two rows name one group, they tell a match too.
-- A table of home matches or of away matches alone has none: each match of it is one row's only.
with

rankings as (
    select league_table_id
    from {{ ref('int_league_table_rows') }}
    where shows_groups
    group by league_table_id
    having count(distinct group_name) = count(*)
),

participants as (
    select
        rows.page_id,
        rows.league_table_id,
        rows.section_no,
        rows.team_id,
        rankings.league_table_id is not null as is_ranking_over_groups,
        count(*) over (partition by rows.league_table_id) as team_count
    from {{ ref('int_league_table_rows') }} as rows
    left join rankings on rows.league_table_id = rankings.league_table_id
    where rows.team_id is not null and rows.single_side is null
    group by
        rows.page_id,
        rows.league_table_id,
        rows.section_no,
        rows.team_id,
        is_ranking_over_groups
),

pairs as (
    select
        home.league_table_id,
        home.section_no as table_section_no,
        home.is_ranking_over_groups,
        home.team_count,
        matches.page_id,
        matches.match_id,
        matches.section_no as match_section_no,
        matches.home_team_id,
        matches.away_team_id,
        matches.own_league_table_id
    from {{ ref('int_matches') }} as matches
    inner join participants as home
        on matches.page_id = home.page_id and matches.home_team_id = home.team_id
    inner join participants as away
        on
            home.league_table_id = away.league_table_id
            and matches.away_team_id = away.team_id
    where matches.home_team_id != matches.away_team_id
),

section_pairs as (
    select distinct
        page_id,
        table_section_no,
        match_section_no
    from pairs
),

common_levels as (
    select
        section_pairs.page_id,
        section_pairs.table_section_no,
        section_pairs.match_section_no,
        max(of_table.ancestor_level) as common_level
    from section_pairs
    inner join {{ ref('int_section_ancestors') }} as of_table
        on
            section_pairs.page_id = of_table.page_id
            and section_pairs.table_section_no = of_table.section_no
    inner join {{ ref('int_section_ancestors') }} as of_match
        on
            section_pairs.page_id = of_match.page_id
            and section_pairs.match_section_no = of_match.section_no
            and of_table.ancestor_section_no = of_match.ancestor_section_no
    group by
        section_pairs.page_id,
        section_pairs.table_section_no,
        section_pairs.match_section_no
),

-- Headings of one name that do not hold both.
namesakes as (
    select
        section_pairs.page_id,
        section_pairs.table_section_no,
        section_pairs.match_section_no,
        count(distinct of_table.ancestor_level) as shared_names,
        max(of_table.ancestor_level) as named_level
    from section_pairs
    inner join common_levels
        on
            section_pairs.page_id = common_levels.page_id
            and section_pairs.table_section_no = common_levels.table_section_no
            and section_pairs.match_section_no = common_levels.match_section_no
    inner join {{ ref('int_section_ancestors') }} as of_table
        on
            section_pairs.page_id = of_table.page_id
            and section_pairs.table_section_no = of_table.section_no
            and common_levels.common_level < of_table.ancestor_level
    inner join {{ ref('int_section_ancestors') }} as of_match
        on
            section_pairs.page_id = of_match.page_id
            and section_pairs.match_section_no = of_match.section_no
            and common_levels.common_level < of_match.ancestor_level
            and lower(of_table.ancestor_heading) = lower(of_match.ancestor_heading)
    group by
        section_pairs.page_id,
        section_pairs.table_section_no,
        section_pairs.match_section_no
),

measured as (
    select
        pairs.league_table_id,
        pairs.page_id,
        pairs.match_id,
        pairs.match_section_no,
        pairs.is_ranking_over_groups,
        pairs.team_count,
        least(pairs.home_team_id, pairs.away_team_id) as first_team_id,
        greatest(pairs.home_team_id, pairs.away_team_id) as second_team_id,
        case
            when pairs.own_league_table_id = pairs.league_table_id then 9
            else coalesce(common_levels.common_level, 0)
        end as common_level,
        coalesce(namesakes.shared_names, 0) as shared_names,
        namesakes.named_level
    from pairs
    left join common_levels
        on
            pairs.page_id = common_levels.page_id
            and pairs.table_section_no = common_levels.table_section_no
            and pairs.match_section_no = common_levels.match_section_no
    left join namesakes
        on
            pairs.page_id = namesakes.page_id
            and pairs.table_section_no = namesakes.table_section_no
            and pairs.match_section_no = namesakes.match_section_no
),

near as (
    select
        *,
        not is_ranking_over_groups
        and common_level
        = max(common_level) filter (where not is_ranking_over_groups) over (partition by match_id)
            as is_as_near
    from measured
),

named as (
    select
        *,
        max(shared_names) filter (where is_as_near) over of_match as most_shared_names,
        min(shared_names) filter (where is_as_near) over of_match as least_shared_names
    from near
    window of_match as (partition by match_id)
),

placed as (
    select
        * exclude (
            common_level,
            is_as_near,
            shared_names,
            named_level,
            most_shared_names,
            least_shared_names
        ),
        is_as_near and shared_names = most_shared_names as is_nearest_table,
        case
            when
                is_as_near
                and shared_names = most_shared_names
                and shared_names > least_shared_names
                then named_level
            else common_level
        end as common_level
    from named
)

select
    *,
    max(team_count) filter (where is_nearest_table) over (partition by match_id)
        as nearest_team_count
from placed
