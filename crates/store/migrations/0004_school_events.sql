-- What people did for a school as a whole: returns sent, reports made, duties done. Append-only and chained like the case log.

create table school_events (
  school_id bigint not null references schools (id),
  number bigint not null,
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

-- Where that log ends, beside the two others.
alter table heads add column
  school_event_number bigint not null default 0;
