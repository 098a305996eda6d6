alter table heads add column admission_hash blob not null
  default x'0000000000000000000000000000000000000000000000000000000000000000';

create trigger admission_entries_update before update on admission_entries begin select raise(abort, 'the admission register is append-only'); end;
create trigger admission_entries_delete before delete on admission_entries begin select raise(abort, 'the admission register is append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger admission_entries_replace before insert on admission_entries
when exists (select 1 from admission_entries where school_id = new.school_id and number = new.number)
begin select raise(abort, 'the admission register is append-only'); end;
