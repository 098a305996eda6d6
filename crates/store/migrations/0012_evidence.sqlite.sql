create trigger evidence_update before update on evidence begin select raise(abort, 'evidence is append-only'); end;
create trigger evidence_delete before delete on evidence begin select raise(abort, 'evidence is append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger evidence_replace before insert on evidence
when exists (select 1 from evidence where id = new.id)
begin select raise(abort, 'evidence is append-only'); end;
