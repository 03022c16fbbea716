-- Which match counts in which table. A match that both clubs of a table play and that
-- does not count in it has its reason here.
with

judged as (
    select
        candidates.league_table_id,
        candidates.match_id,
        candidates.page_id,
        candidates.common_level,
        candidates.is_nearest_table,
        candidates.is_ranking_over_groups,
        {{ stands_in_part('candidates', 'scopes') }} as is_in_scope,
        extras.match_id is not null as is_extra,
        matches.home_team_id,
        matches.away_team_id,
        matches.home_team,
        matches.away_team,
        matches.home_goals,
        matches.away_goals,
        matches.has_result,
        matches.match_status,
        matches.score_text,
        scopes.legs,
        scopes.scope_level,
        scopes.scope_heading,
        scopes.fixture_count,
        scopes.least_team_count,
        extras.is_otherwise_complete,
        extras.has_word,
        extras.is_alone_in_section,
        extras.is_alone_on_day,
        extras.is_last,
        extras.heading,
        matches.match_date,
        extras.regular_meetings
    from {{ ref('int_league_table_candidates') }} as candidates
    left join {{ ref('int_league_table_scopes') }} as scopes
        on candidates.league_table_id = scopes.league_table_id
    inner join {{ ref('int_matches') }} as matches
        on candidates.match_id = matches.match_id
    left join {{ ref('int_extra_matches') }} as extras
        on
            candidates.league_table_id = extras.league_table_id
            and candidates.match_id = extras.match_id
)

select
    league_table_id,
    match_id,
    page_id,
    home_team_id,
    away_team_id,
    home_goals,
    away_goals,
    match_date,
    common_level,
    is_nearest_table,
    coalesce(is_in_scope, false) as is_in_scope,
    is_extra,
    coalesce(is_in_scope and has_result and not is_extra, false) as is_counted,
    case
        when is_ranking_over_groups
            then
                concat(
                    'This table ranks clubs of several groups; ',
                    'their matches are those of the groups.'
                )
        when not coalesce(is_in_scope, false) and scope_level = 9
            then 'The matches of this table are those of its own grid; this one is not in it.'
        when not coalesce(is_in_scope, false) and scope_level > 0
            then
                concat(
                    'The ', fixture_count, ' matches of this table stand under ''',
                    scope_heading, '''; this one stands elsewhere.'
                )
        when not coalesce(is_in_scope, false) and least_team_count is not null
            then
                concat(
                    'The ', fixture_count, ' matches of this table are those of other tables ',
                    'on the page, which make up its number of matches; this one is not among them.'
                )
        when not coalesce(is_in_scope, false)
            then 'Stands nearer to another table with both clubs.'
        when is_extra
            then
                concat(
                    'Extra match: ', home_team, ' and ', away_team, ' had already met ',
                    case legs when 1 then 'once' when 2 then 'twice' else legs || ' times' end,
                    ' (', regular_meetings, '), which is all a pair does in this table; ',
                    case
                        when is_otherwise_complete
                            then 'every pair has its full number of meetings without this one. '
                        else 'nearly every pair has its full number without this one. '
                    end,
                    'What tells this match apart: it ',
                    array_to_string(
                        list_filter(
                            [
                                case
                                    when is_alone_in_section
                                        then concat('stands alone under ''', heading, '''')
                                end,
                                case
                                    when has_word
                                        then 'is called a deciding match by a heading or its round'
                                end,
                                case when is_alone_on_day then 'is alone on its day' end,
                                case when is_last then 'is later than all others' end
                            ],
                            lambda sign: sign is not null
                        ),
                        ', '
                    ),
                    '.'
                )
        when has_result then null
        else {{ uncounted_status_reason('match_status', 'score_text') }}
    end as exclusion_reason
from judged
