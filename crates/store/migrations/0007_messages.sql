-- The outbox: messages to families and to those who work with them. Append-only: what was written stays as it was sent, and
-- what became of it is added.

create table messages (
  id bigint primary key,
  school_id bigint not null references schools (id),
  pupils text not null,
  contact_id bigint,
  name text not null,
  channel text not null,
  receiver text not null,
  subject text not null,
  body text not null,
  template text not null,
  about text not null,
  at bigint not null,
  person_id bigint not null,
  by_name text not null,
  by_position text not null
);

create index messages_school on messages (school_id, at);

create table deliveries (
  message_id bigint not null references messages (id),
  number bigint not null,
  at bigint not null,
  kind text not null,
  detail text not null,
  primary key (message_id, number)
);
