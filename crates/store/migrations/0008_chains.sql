-- Changes of handbooks as one chained log of the whole program: what was proposed, checked, approved, declined, withdrawn.
-- It is filled once from `proposals` and `proposal_verdicts`, which are written no more.

create table proposal_events (
  number bigint primary key,
  proposal_id bigint not null,
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  kind text not null,
  chapter text not null,
  begun_from text not null,
  applies_from text not null,
  body text not null,
  reason text not null,
  previous blob not null,
  hash blob not null
);

-- A proposal ends once.
create unique index proposal_events_answer on proposal_events (proposal_id) where kind in ('approved', 'declined', 'withdrawn');

-- Where that log ends. One row.
create table proposal_head (
  id bigint primary key,
  number bigint not null,
  hash blob not null
);

-- What was written into the outbox and what became of it, in order: a hash of each row of `messages` and `deliveries`, chained
-- for each school like its other logs. The delivery of the message itself is 0.

create table message_events (
  school_id bigint not null references schools (id),
  number bigint not null,
  message_id bigint not null,
  delivery bigint not null,
  content blob not null,
  previous blob not null,
  hash blob not null,
  primary key (school_id, number)
);

create unique index message_events_content on message_events (message_id, delivery);

-- Where that log ends, beside the others.
alter table heads add column
  message_number bigint not null default 0;
