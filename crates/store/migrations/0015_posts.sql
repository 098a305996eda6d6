-- What somebody of the authority looks after: schools that stand first in their lists, and cohorts whose children they see.

create table post_schools (
  person_id bigint not null references people (id),
  school_id bigint not null references schools (id),
  primary key (person_id, school_id)
);

create table post_cohorts (
  person_id bigint not null references people (id),
  cohort text not null,
  primary key (person_id, cohort)
);
