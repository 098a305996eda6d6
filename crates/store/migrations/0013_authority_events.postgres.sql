insert into authority_head (id, number, hash)
  values (1, 0, '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea);

create trigger authority_events_change before update or delete on authority_events for each row execute function refuse_change();
create trigger authority_events_truncate before truncate on authority_events execute function refuse_change();
