-- What was done with the records themselves: holds, copies given to those whom they are about, purges proposed, answered and run,
-- and for each record whose contents were removed what it comes to as it was left. Append-only and chained like the other logs.

create table retention_events (
  school_id bigint not null references schools (id),
  number bigint not null,
  pupil_id bigint not null,
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  kind text not null,
  subject text not null,
  detail text not null,
  reason text not null,
  remainder blob not null,
  previous blob not null,
  hash blob not null,
  primary key (school_id, number)
);

create index retention_events_pupil on retention_events (pupil_id);

-- Where that log ends, beside the others.
alter table heads add column
  retention_number bigint not null default 0;

-- The one door through which contents may be removed. It opens for a purge that was proposed by one person and approved by another and has
-- not run, and it must be shut again before the transaction ends: the last column refers to a row that nobody writes, which
-- both engines check when a transaction commits.
create table purge_door (
  school_id bigint primary key references schools (id),
  purge bigint not null,
  shut text not null references meta (key) deferrable initially deferred
);
