-- The admission register: everything entered of each pupil, in order. Append-only and chained like the other logs. The tables
-- of pupils, enrolments, cohorts and contacts are the picture that follows from it today.

create table admission_entries (
  school_id bigint not null references schools (id),
  number bigint not null,
  pupil_id bigint not null references pupils (id),
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  act text not null,
  from_day text not null,
  facts text not null,
  reason text not null,
  previous blob not null,
  hash blob not null,
  primary key (school_id, number)
);

create index admission_entries_pupil on admission_entries (pupil_id);

-- Where that log ends, beside the others.
alter table heads add column
  admission_number bigint not null default 0;

-- On what terms a pupil attends, and the other school of a dual registration or a guest.
alter table enrolments add column
  kind text not null default 'sole';
alter table enrolments add column
  other_school text not null default '';

-- Who is no longer rung. Calls and messages of before still name them.
alter table contacts add column
  is_former bigint not null default 0;
