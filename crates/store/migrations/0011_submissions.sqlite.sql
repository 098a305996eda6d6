create trigger submissions_update before update on submissions begin select raise(abort, 'submissions are append-only'); end;
create trigger submissions_delete before delete on submissions begin select raise(abort, 'submissions are append-only'); end;
create trigger settlements_update before update on settlements begin select raise(abort, 'settlements are append-only'); end;
create trigger settlements_delete before delete on settlements begin select raise(abort, 'settlements are append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger submissions_replace before insert on submissions
when exists (select 1 from submissions where id = new.id)
begin select raise(abort, 'submissions are append-only'); end;
create trigger settlements_replace before insert on settlements
when exists (select 1 from settlements where submission_id = new.submission_id)
begin select raise(abort, 'settlements are append-only'); end;
