insert into authority_head (id, number, hash) values (1, 0, x'0000000000000000000000000000000000000000000000000000000000000000');

create trigger authority_events_update before update on authority_events begin select raise(abort, 'the authority log is append-only'); end;
create trigger authority_events_delete before delete on authority_events begin select raise(abort, 'the authority log is append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger authority_events_replace before insert on authority_events
when exists (select 1 from authority_events where number = new.number)
begin select raise(abort, 'the authority log is append-only'); end;
