alter table heads add column school_event_hash blob not null
  default x'0000000000000000000000000000000000000000000000000000000000000000';

create trigger school_events_update before update on school_events begin select raise(abort, 'the school log is append-only'); end;
create trigger school_events_delete before delete on school_events begin select raise(abort, 'the school log is append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger school_events_replace before insert on school_events
when exists (select 1 from school_events where school_id = new.school_id and number = new.number)
begin select raise(abort, 'the school log is append-only'); end;
