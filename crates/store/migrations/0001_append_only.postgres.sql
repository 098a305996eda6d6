create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end;
$$;

create trigger entries_change before update or delete on entries for each row execute function refuse_change();
create trigger case_events_change before update or delete on case_events for each row execute function refuse_change();
create trigger documents_change before update or delete on documents for each row execute function refuse_change();

create trigger entries_truncate before truncate on entries execute function refuse_change();
create trigger case_events_truncate before truncate on case_events execute function refuse_change();
create trigger documents_truncate before truncate on documents execute function refuse_change();
