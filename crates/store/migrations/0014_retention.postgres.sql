alter table heads add column retention_hash bytea not null
  default '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea;

create trigger retention_events_change before update or delete on retention_events for each row execute function refuse_change();
create trigger retention_events_truncate before truncate on retention_events execute function refuse_change();

create function check_door() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'the door is opened and shut, never moved';
  end if;
  if not exists (select 1 from retention_events proposed join retention_events approved
      on approved.school_id = proposed.school_id and approved.subject = proposed.number::text
    where proposed.school_id = new.school_id and proposed.number = new.purge and proposed.kind = 'purge proposed'
      and approved.kind = 'purge approved' and approved.person_id <> proposed.person_id)
    or exists (select 1 from retention_events where school_id = new.school_id and kind = 'purge finished'
      and subject = new.purge::text)
  then
    raise exception 'only a purge that a second person approved opens the door, and only once';
  end if;
  return new;
end;
$$;

create trigger purge_door_opens before insert or update on purge_door for each row execute function check_door();

-- While the door is open the columns named, and no others, may become empty; the marks of an entry may become
-- fewer, and its days with them. Rows still can neither be removed nor replaced.
create function refuse_change_but_purge() returns trigger language plpgsql as $$
declare
  named text[] := string_to_array(tg_argv[0], ',');
  before jsonb := to_jsonb(old);
  after jsonb;
  school bigint;
begin
  if tg_op = 'UPDATE' then
    after := to_jsonb(new);
    school := case tg_table_name
      when 'deliveries' then (select school_id from messages where id = (before ->> 'message_id')::bigint)
      when 'settlements' then (select school_id from submissions where id = before ->> 'submission_id')
      else (before ->> 'school_id')::bigint end;
    if exists (select 1 from purge_door where school_id = school)
      and after - named = before - named
      and not exists (select 1 from unnest(named) as one (name)
        where after ->> name not in (before ->> name, '', '\x')
          and not (name = 'kind' and after ->> name = 'purged')
          and not (name in ('marks', 'first_day', 'last_day') and length(after ->> name) <= length(before ->> name)))
    then
      return new;
    end if;
  end if;
  raise exception '% is append-only', tg_table_name;
end;
$$;

drop trigger entries_change on entries;
create trigger entries_change before update or delete on entries
  for each row execute function refuse_change_but_purge('marks,reason,first_day,last_day');
drop trigger case_events_change on case_events;
create trigger case_events_change before update or delete on case_events
  for each row execute function refuse_change_but_purge('kind,subject,detail,note');
drop trigger documents_change on documents;
create trigger documents_change before update or delete on documents
  for each row execute function refuse_change_but_purge('receipt,pdf');
drop trigger messages_change on messages;
create trigger messages_change before update or delete on messages
  for each row execute function refuse_change_but_purge('name,receiver,subject,body');
drop trigger deliveries_change on deliveries;
create trigger deliveries_change before update or delete on deliveries
  for each row execute function refuse_change_but_purge('detail');
drop trigger evidence_change on evidence;
create trigger evidence_change before update or delete on evidence
  for each row execute function refuse_change_but_purge('name,bytes');
drop trigger submissions_change on submissions;
create trigger submissions_change before update or delete on submissions
  for each row execute function refuse_change_but_purge('given,open_marks');
drop trigger settlements_change on settlements;
create trigger settlements_change before update or delete on settlements
  for each row execute function refuse_change_but_purge('reason');
