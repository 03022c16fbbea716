-- What do the pages say now that they did not say a week ago?
-- Changes noticed in the last seven days, newest first: changed_at is when the newer version was
-- read, not when somebody edited the page. An edit that was taken back shows twice. For another
-- span change the interval.
select
    changes.changed_at,
    changes.page_id,
    changes.entity,
    changes.description,
    changes.old_value,
    changes.new_value,
    changes.line_start,
    pages.page_id is not null as page_is_still_there
from marts.fct_page_changes as changes
left join marts.dim_pages as pages on changes.page_id = pages.page_id
-- changed_at is UTC without a zone; so is this, whatever the zone of the session.
where changes.changed_at >= make_timestamp(epoch_us(now())) - interval 7 day
order by changes.changed_at desc, changes.page_id asc, changes.change_no asc
