-- What the attendance register rests on beside its marks: times of groups, changes of a school, closures, movements in and
-- out during the day, and what pupils attend somewhere else.

-- The times of a group, where they are not the school's.
create table group_times (
  group_id bigint not null references groups (id),
  half text not null,
  opens text not null,
  closes text not null,
  ends text not null,
  primary key (group_id, half)
);

-- Every change of a school's times and calendar, in words. The last number tells other servers that there is something new.
create table school_changes (
  school_id bigint not null references schools (id),
  number bigint not null,
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  what text not null,
  primary key (school_id, number)
);

-- Closures, and what undoes them.
create table closings (
  id bigint primary key,
  school_id bigint not null references schools (id),
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  code bigint not null,
  scope text not null,
  subject bigint not null,
  first_day text not null,
  first_half text not null,
  last_day text not null,
  last_half text not null,
  reason text not null,
  undoes bigint references closings (id)
);

create index closings_school on closings (school_id, first_day, last_day);

-- Pupils signed out during the day, and back in.
create table movements (
  id bigint primary key,
  school_id bigint not null references schools (id),
  pupil_id bigint not null references pupils (id),
  day text not null,
  at bigint not null,
  way text not null,
  reason text not null,
  companion text not null,
  recorded_at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null
);

create index movements_day on movements (school_id, day);

-- What a pupil attends on the same half-days of every week: another school, a provider.
create table arrangements (
  id bigint primary key,
  school_id bigint not null references schools (id),
  pupil_id bigint not null references pupils (id),
  code bigint not null,
  place text not null,
  nature text not null,
  pattern text not null,
  first_day text not null,
  last_day text,
  recorded_by bigint not null,
  recorded_at bigint not null
);

create index arrangements_school on arrangements (school_id, first_day);
