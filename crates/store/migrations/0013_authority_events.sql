-- What people did for the authority itself: reports made, meetings held, duties done once for the whole area. One chained log.

create table authority_events (
  number bigint primary key,
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  kind text not null,
  subject text not null,
  detail text not null,
  note text not null,
  previous blob not null,
  hash blob not null
);

-- Where that log ends. One row.
create table authority_head (
  id bigint primary key,
  number bigint not null,
  hash blob not null
);
