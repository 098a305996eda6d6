alter table heads add column message_hash bytea not null
  default '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea;

create trigger proposal_events_change before update or delete on proposal_events for each row execute function refuse_change();
create trigger proposal_events_truncate before truncate on proposal_events execute function refuse_change();
create trigger message_events_change before update or delete on message_events for each row execute function refuse_change();
create trigger message_events_truncate before truncate on message_events execute function refuse_change();
