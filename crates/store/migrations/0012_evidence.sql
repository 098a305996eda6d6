-- What families sent to show why a child was absent. Append-only, as is the reply that names it.

create table evidence (
  id bigint primary key,
  school_id bigint not null references schools (id),
  pupil_id bigint not null references pupils (id),
  contact_id bigint not null,
  name text not null,
  kind text not null,
  at bigint not null,
  hash blob not null,
  bytes blob not null
);

create index evidence_pupil on evidence (pupil_id);

-- Whoever asks for a link is found by their e-mail address or telephone number.
create index contacts_email on contacts (lower(email));
create index contacts_phone on contacts (replace(phone, ' ', ''));
create index messages_contact on messages (contact_id, at);
