-- Changes of handbooks that somebody proposed, and what somebody else said to them. Append-only: an approved proposal is an
-- edition, and what was decided with it has to stay explicable.

create table proposals (
  id bigint primary key,
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  pack text not null,
  chapter text not null,
  body text not null,
  begun_from blob not null,
  applies_from text not null,
  reason text not null
);

create table proposal_verdicts (
  proposal_id bigint primary key references proposals (id),
  at bigint not null,
  person_id bigint not null,
  name text not null,
  position text not null,
  answer text not null,
  reason text not null
);
