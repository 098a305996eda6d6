-- The first tables. Dates are text as 2026-11-24, times as 08:50, instants bigint microseconds, yes and no 1 and 0.

create table meta (
  key text primary key,
  value text not null
);

create table schools (
  id bigint primary key,
  urn text not null unique,
  laestab text not null,
  name text not null,
  phase text not null,
  pack text not null,
  marking text not null,
  am_opens text not null,
  am_closes text not null,
  am_ends text not null,
  pm_opens text not null,
  pm_closes text not null,
  pm_ends text not null
);

create table terms (
  school_id bigint not null references schools (id),
  first_day text not null,
  last_day text not null,
  name text not null,
  primary key (school_id, first_day)
);

create table closures (
  school_id bigint not null references schools (id),
  first_day text not null,
  last_day text not null,
  kind text not null,
  label text not null,
  primary key (school_id, first_day)
);

create table people (
  id bigint primary key,
  email text not null unique,
  name text not null,
  password_hash text not null
);

create table posts (
  person_id bigint primary key references people (id),
  role text not null,
  school_id bigint references schools (id)
);

create table groups (
  id bigint primary key,
  school_id bigint not null references schools (id),
  name text not null,
  search_key text not null,
  year bigint not null,
  unique (school_id, name)
);

create table post_groups (
  person_id bigint not null references people (id),
  group_id bigint not null references groups (id),
  primary key (person_id, group_id)
);

create index post_groups_group on post_groups (group_id);

create table sign_ins (
  token_hash blob primary key,
  person_id bigint not null references people (id),
  csrf text not null,
  created_at bigint not null,
  expires_at bigint not null
);

create table sign_in_attempts (
  key text not null,
  at bigint not null
);

create index sign_in_attempts_key on sign_in_attempts (key, at);

create table pupils (
  id bigint primary key,
  upn text not null unique,
  forename text not null,
  surname text not null,
  sex text not null,
  born text not null,
  household bigint not null,
  search_key text not null,
  sort_key text not null
);

create index pupils_household on pupils (household);

-- Each word of a pupil's search key, so that a name is found among all pupils of an authority by its beginning.
create table pupil_words (
  word text not null,
  pupil_id bigint not null references pupils (id),
  primary key (word, pupil_id)
);

create table enrolments (
  pupil_id bigint not null references pupils (id),
  school_id bigint not null references schools (id),
  from_day text not null,
  until_day text,
  primary key (pupil_id, school_id, from_day)
);

create index enrolments_school on enrolments (school_id);

create table memberships (
  pupil_id bigint not null references pupils (id),
  group_id bigint not null references groups (id),
  from_day text not null,
  until_day text,
  primary key (pupil_id, group_id, from_day)
);

create index memberships_group on memberships (group_id);

create table cohorts (
  pupil_id bigint not null references pupils (id),
  cohort text not null,
  from_day text not null,
  until_day text,
  source text not null,
  primary key (pupil_id, cohort, from_day)
);

create table contacts (
  id bigint primary key,
  pupil_id bigint not null references pupils (id),
  position bigint not null,
  name text not null,
  relationship text not null,
  phone text not null,
  is_parent bigint not null,
  lives_with bigint not null,
  address text not null,
  is_protected bigint not null
);

create index contacts_pupil on contacts (pupil_id);

create table plans (
  id bigint primary key,
  pupil_id bigint not null references pupils (id),
  first_day text not null,
  first_half text not null,
  last_day text not null,
  last_half text not null,
  code bigint not null,
  reason text not null,
  recorded_by bigint not null,
  recorded_at bigint not null,
  cancelled_by bigint,
  cancelled_at bigint
);

create index plans_pupil on plans (pupil_id, last_day);

-- The register log. Append-only: see the triggers.
create table entries (
  school_id bigint not null references schools (id),
  number bigint not null,
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  act text not null,
  subject text not null,
  reason text not null,
  first_day text not null,
  last_day text not null,
  marks blob not null,
  previous blob not null,
  hash blob not null,
  primary key (school_id, number)
);

create index entries_day on entries (school_id, first_day, last_day);

-- Where the two logs of each school end. Kept beside them, so that an entry cut off the end is noticed. Whoever appends
-- holds this row.
create table heads (
  school_id bigint primary key references schools (id),
  number bigint not null,
  hash blob not null,
  event_number bigint not null,
  event_hash blob not null
);

-- What people did about a pupil. Append-only and chained like the register.
create table case_events (
  school_id bigint not null references schools (id),
  number bigint not null,
  pupil_id bigint not null references pupils (id),
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  kind text not null,
  subject text not null,
  detail text not null,
  note text not null,
  previous blob not null,
  hash blob not null,
  primary key (school_id, number)
);

create index case_events_pupil on case_events (pupil_id);

create table documents (
  id bigint primary key,
  school_id bigint not null references schools (id),
  pupil_id bigint not null references pupils (id),
  letter text not null,
  title text not null,
  made_at bigint not null,
  made_by text not null,
  receipt text not null,
  hash blob not null,
  pdf blob not null
);

create index documents_pupil on documents (pupil_id);
