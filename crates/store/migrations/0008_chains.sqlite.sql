alter table heads add column message_hash blob not null
  default x'0000000000000000000000000000000000000000000000000000000000000000';

create trigger proposal_events_update before update on proposal_events begin select raise(abort, 'the proposal log is append-only'); end;
create trigger proposal_events_delete before delete on proposal_events begin select raise(abort, 'the proposal log is append-only'); end;
create trigger message_events_update before update on message_events begin select raise(abort, 'the message log is append-only'); end;
create trigger message_events_delete before delete on message_events begin select raise(abort, 'the message log is append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger proposal_events_replace before insert on proposal_events
when exists (select 1 from proposal_events where number = new.number)
begin select raise(abort, 'the proposal log is append-only'); end;
create trigger message_events_replace before insert on message_events
when exists (select 1 from message_events where school_id = new.school_id and number = new.number)
begin select raise(abort, 'the message log is append-only'); end;
