-- The refresh in the SQL that DuckDB, SQLite and PostgreSQL share; DIV stands for division of whole numbers, words in capitals for
-- lines that are written in sql.py. Tables given: marks (pupil_id, school_id, calendar_id, k, code), one row a mark; pupils; sessions.
-- Counts come from one aggregation by pupil and code. All that depends on order is worked out on the
-- marks that are absent or not possible alone, which are a tenth of all.
drop table if exists counts;
drop table if exists exceptions;
drop table if exists runs;
drop table if exists windows;
drop table if exists ordered;
drop table if exists facts;
drop table if exists agg;

create temporary table counts as
select pupil_id, code, cast(count(*) as integer) as n from marks group by pupil_id, code;

create temporary table exceptions as
select marks.pupil_id, marks.k, marks.code, sessions.week, sessions.weekday, sessions.day
from marks join sessions on sessions.calendar_id = marks.calendar_id and sessions.k = marks.k
where marks.code >= 8;

create temporary table runs as
select pupil_id, max(length) as longest_run from (
    select pupil_id, count(*) as length from (
        select pupil_id, place - row_number() over (partition by pupil_id order by place) as island from (
            select pupil_id, code,
                k - sum(case when code between 10 and 23 then 0 else 1 end)
                    over (partition by pupil_id order by k rows unbounded preceding) as place
            from exceptions
        ) as placed where code between 10 and 23
    ) as islands group by pupil_id, island
) as lengths group by pupil_id;

create temporary table windows as
select pupil_id, max(within) as max_unauth_10w, min(case when reached >= week - 9 then day end) as first_pn_day from (
    select pupil_id, day, week,
        count(*) over (partition by pupil_id order by week range between 9 preceding and current row) as within,
        lag(week, 9) over (partition by pupil_id order by k) as reached
    from exceptions where code between 20 and 23
) as unauthorised group by pupil_id;

create temporary table ordered as
select pupil_id,
    sum(case when weekday = 0 then 1 else 0 end) as wd0,
    sum(case when weekday = 1 then 1 else 0 end) as wd1,
    sum(case when weekday = 2 then 1 else 0 end) as wd2,
    sum(case when weekday = 3 then 1 else 0 end) as wd3,
    sum(case when weekday = 4 then 1 else 0 end) as wd4,
    count(distinct day) as days_absent
from exceptions where code between 10 and 23 group by pupil_id;

create temporary table facts as
with sums as (
    select pupil_id,
        sum(case when code <= 7 or code between 10 and 23 then n else 0 end) as possible,
        sum(case when code <= 7 then n else 0 end) as attended,
        sum(case when code between 10 and 19 then n else 0 end) as authorised,
        sum(case when code between 20 and 23 then n else 0 end) as unauthorised,
        sum(case when code in (2, 23) then n else 0 end) as lates,
        EACH_CODE
    from counts group by pupil_id
), filled as (
    select pupils.pupil_id, pupils.school_id, pupils.year_group, pupils.flags,
        cast(coalesce(possible, 0) as integer) as possible, cast(coalesce(attended, 0) as integer) as attended, cast(coalesce(authorised, 0) as integer) as authorised,
        cast(coalesce(unauthorised, 0) as integer) as unauthorised, cast(coalesce(lates, 0) as integer) as lates,
        cast(coalesce(authorised, 0) as integer) + cast(coalesce(unauthorised, 0) as integer) as absent,
        FILLED_CODES
    from pupils left join sums on sums.pupil_id = pupils.pupil_id
)
select filled.pupil_id, school_id, year_group, flags, possible, attended, authorised, unauthorised, lates,
    CODES,
    RATES,
    coalesce(max_unauth_10w, 0) as max_unauth_10w,
    coalesce(longest_run, 0) as longest_run,
    coalesce(wd0, 0) as wd0, coalesce(wd1, 0) as wd1, coalesce(wd2, 0) as wd2, coalesce(wd3, 0) as wd3,
    coalesce(wd4, 0) as wd4,
    coalesce(days_absent, 0) as days_absent,
    coalesce(first_pn_day, -1) as first_pn_day
from filled
left join runs on runs.pupil_id = filled.pupil_id
left join windows on windows.pupil_id = filled.pupil_id
left join ordered on ordered.pupil_id = filled.pupil_id;

create temporary table agg as
select school_id, year_group, cohort, count(*) as pupils, sum(possible) as possible, sum(attended) as attended,
    sum(authorised) as authorised, sum(unauthorised) as unauthorised, sum(lates) as lates, sum(pa) as pa, sum(sa) as sa,
    sum(case when band = 0 then 1 else 0 end) as band0,
    sum(case when band = 1 then 1 else 0 end) as band1,
    sum(case when band = 2 then 1 else 0 end) as band2,
    sum(case when band = 3 then 1 else 0 end) as band3,
    sum(case when band = 4 then 1 else 0 end) as band4,
    sum(case when max_unauth_10w >= 10 then 1 else 0 end) as pn,
    case when sum(possible) = 0 then 0
        else 10000 * (sum(authorised) + sum(unauthorised)) DIV sum(possible) end as absence_bp
from facts join (
    select 0 as cohort, 0 as bit union all select 1, 1 union all select 2, 2 union all select 3, 4 union all select 4, 8
) as cohorts on cohorts.cohort = 0 or (facts.flags & cohorts.bit) <> 0
group by school_id, year_group, cohort;
