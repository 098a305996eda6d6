create trigger entries_update before update on entries begin select raise(abort, 'the register log is append-only'); end;
create trigger entries_delete before delete on entries begin select raise(abort, 'the register log is append-only'); end;
create trigger case_events_update before update on case_events begin select raise(abort, 'the case log is append-only'); end;
create trigger case_events_delete before delete on case_events begin select raise(abort, 'the case log is append-only'); end;
create trigger documents_update before update on documents begin select raise(abort, 'a document is kept unchanged'); end;
create trigger documents_delete before delete on documents begin select raise(abort, 'a document is kept unchanged'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger entries_replace before insert on entries
when exists (select 1 from entries where school_id = new.school_id and number = new.number)
begin select raise(abort, 'the register log is append-only'); end;
create trigger case_events_replace before insert on case_events
when exists (select 1 from case_events where school_id = new.school_id and number = new.number)
begin select raise(abort, 'the case log is append-only'); end;
create trigger documents_replace before insert on documents
when exists (select 1 from documents where id = new.id)
begin select raise(abort, 'a document is kept unchanged'); end;
