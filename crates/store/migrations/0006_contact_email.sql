-- Where a message reaches somebody who is not rung.
alter table contacts add column
  email text not null default '';
