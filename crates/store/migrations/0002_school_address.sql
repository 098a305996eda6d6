-- Where a school is and the number of its office. The address has a line for each of its lines; both may be empty.

alter table schools add column
  address text not null default '';

alter table schools add column
  telephone text not null default '';
