-- Which matches make each table: those of its clubs with one another, or, where it is open, all
-- results of its clubs up to its end. A match stands here twice where it counts in two tables, as
-- in that of its group and in a ranking over groups. A table's own are those of its clubs with one
-- another in its part of the page, not those of an earlier stage.
with

of_closed_tables as (
    select
        matches.league_table_id,
        matches.page_id,
        matches.match_id,
        matches.home_team_id,
        matches.away_team_id,
        matches.home_goals,
        matches.away_goals,
        true as is_own,
        false as is_open_set
    from {{ ref('int_league_table_matches') }} as matches
    left join {{ ref('int_open_tables') }} as open_tables
        on matches.league_table_id = open_tables.league_table_id
    where matches.is_counted and open_tables.league_table_id is null
),

up_to_the_end as (
    select distinct
        results.league_table_id,
        results.match_id
    from {{ ref('int_open_table_results') }} as results
    inner join {{ ref('int_open_tables') }} as open_tables
        on
            results.league_table_id = open_tables.league_table_id
            and coalesce(results.section_no < open_tables.before_section_no, true)
),

of_open_tables as (
    select
        up_to_the_end.league_table_id,
        matches.page_id,
        matches.match_id,
        matches.home_team_id,
        matches.away_team_id,
        matches.home_goals,
        matches.away_goals,
        coalesce(own.is_counted, false) as is_own,
        true as is_open_set
    from up_to_the_end
    inner join {{ ref('int_matches') }} as matches on up_to_the_end.match_id = matches.match_id
    left join {{ ref('int_league_table_matches') }} as own
        on
            up_to_the_end.league_table_id = own.league_table_id
            and up_to_the_end.match_id = own.match_id
)

select * from of_closed_tables
union all
select * from of_open_tables
