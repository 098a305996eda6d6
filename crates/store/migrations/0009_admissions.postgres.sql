alter table heads add column admission_hash bytea not null
  default '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea;

create trigger admission_entries_change before update or delete on admission_entries for each row execute function refuse_change();
create trigger admission_entries_truncate before truncate on admission_entries execute function refuse_change();
