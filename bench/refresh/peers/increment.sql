-- One session more, in the SQL that DuckDB, SQLite and PostgreSQL share. Given beside what refresh.sql left: arrived, the marks of
-- the new session. Counts and rates take one step for everybody; what depends on order is worked out again for pupils whose new
-- mark is an absence or not possible, and stays for all others. REFRESH name stands for the statement of refresh.sql that makes
-- the table of that name.
drop table if exists touched;
drop table if exists affected;
drop table if exists runs;
drop table if exists windows;
drop table if exists ordered;
drop table if exists agg;

insert into marks select pupil_id, school_id, calendar_id, k, code from arrived;

insert into exceptions
select arrived.pupil_id, arrived.k, arrived.code, sessions.week, sessions.weekday, sessions.day
from arrived join sessions on sessions.calendar_id = arrived.calendar_id and sessions.k = arrived.k
where arrived.code >= 8;

create temporary table touched as select pupil_id from arrived where code >= 8;

create temporary table affected as select * from exceptions where pupil_id in (select pupil_id from touched);

REFRESH runs;
REFRESH windows;
REFRESH ordered;

alter table facts rename to facts_before;

create temporary table facts as
with filled as (
    select facts_before.pupil_id, facts_before.school_id, year_group, flags,
        possible + case when code <= 7 or code between 10 and 23 then 1 else 0 end as possible,
        attended + case when code <= 7 then 1 else 0 end as attended,
        authorised + case when code between 10 and 19 then 1 else 0 end as authorised,
        unauthorised + case when code between 20 and 23 then 1 else 0 end as unauthorised,
        lates + case when code in (2, 23) then 1 else 0 end as lates,
        authorised + unauthorised + case when code between 10 and 23 then 1 else 0 end as absent,
        STEPPED_CODES,
        max_unauth_10w, longest_run, wd0, wd1, wd2, wd3, wd4, days_absent, first_pn_day
    from facts_before left join arrived on arrived.pupil_id = facts_before.pupil_id
)
select filled.pupil_id, school_id, year_group, flags, possible, attended, authorised, unauthorised, lates,
    CODES,
    RATES,
    coalesce(windows.max_unauth_10w, filled.max_unauth_10w) as max_unauth_10w,
    coalesce(runs.longest_run, filled.longest_run) as longest_run,
    coalesce(ordered.wd0, filled.wd0) as wd0, coalesce(ordered.wd1, filled.wd1) as wd1,
    coalesce(ordered.wd2, filled.wd2) as wd2, coalesce(ordered.wd3, filled.wd3) as wd3,
    coalesce(ordered.wd4, filled.wd4) as wd4,
    coalesce(ordered.days_absent, filled.days_absent) as days_absent,
    coalesce(windows.first_pn_day, filled.first_pn_day) as first_pn_day
from filled
left join runs on runs.pupil_id = filled.pupil_id
left join windows on windows.pupil_id = filled.pupil_id
left join ordered on ordered.pupil_id = filled.pupil_id;

drop table facts_before;

REFRESH agg;
