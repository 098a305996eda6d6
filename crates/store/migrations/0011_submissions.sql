-- What people submitted on devices, perhaps without network, each with the id that was made there: what comes twice counts once.
-- And how a person settled what could not be merged. Append-only.

create table submissions (
  id text primary key,
  school_id bigint not null references schools (id),
  person_id bigint not null,
  name text not null,
  position text not null,
  kind text not null,
  group_id bigint not null,
  day text not null,
  half text not null,
  made_at bigint not null,
  received_at bigint not null,
  seen bigint not null,
  own text not null,
  fingerprint blob not null,
  entry bigint,
  given blob not null,
  open_marks text not null
);

create index submissions_school on submissions (school_id, day);

create table settlements (
  submission_id text primary key references submissions (id),
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  entry bigint,
  reason text not null
);
