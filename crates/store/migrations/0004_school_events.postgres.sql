alter table heads add column school_event_hash bytea not null
  default '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea;

create trigger school_events_change before update or delete on school_events for each row execute function refuse_change();
create trigger school_events_truncate before truncate on school_events execute function refuse_change();
