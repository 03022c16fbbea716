-- Each match that counts in a table, with the round that the page gives it: by the parameter of
-- the match, else by the heading above it. An open table, which counts matches against other clubs
-- too, has no rounds of its own.
select
    table_matches.league_table_id,
    table_matches.page_id,
    table_matches.match_id,
    table_matches.home_team_id,
    table_matches.away_team_id,
    matches.match_date,
    matches.position_in_page,
    coalesce(matches.round_text, sections.round_heading) as round,
    coalesce(
        matches.round_text,
        case
            when sections.round_heading is not null
                then concat('section ', matches.section_no)
        end
    ) as round_key
from {{ ref('int_counted_matches') }} as table_matches
inner join {{ ref('int_matches') }} as matches
    on table_matches.match_id = matches.match_id
left join {{ ref('int_match_sections') }} as sections
    on matches.page_id = sections.page_id and matches.section_no = sections.section_no
where not table_matches.is_open_set
