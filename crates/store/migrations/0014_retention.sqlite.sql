alter table heads add column retention_hash blob not null
  default x'0000000000000000000000000000000000000000000000000000000000000000';

create trigger retention_events_update before update on retention_events begin select raise(abort, 'the retention log is append-only'); end;
create trigger retention_events_delete before delete on retention_events begin select raise(abort, 'the retention log is append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger retention_events_replace before insert on retention_events
when exists (select 1 from retention_events where school_id = new.school_id and number = new.number)
begin select raise(abort, 'the retention log is append-only'); end;

create trigger purge_door_opens before insert on purge_door
when not exists (select 1 from retention_events proposed join retention_events approved
    on approved.school_id = proposed.school_id and approved.subject = cast(proposed.number as text)
  where proposed.school_id = new.school_id and proposed.number = new.purge and proposed.kind = 'purge proposed'
    and approved.kind = 'purge approved' and approved.person_id <> proposed.person_id)
  or exists (select 1 from retention_events where school_id = new.school_id and kind = 'purge finished'
    and subject = cast(new.purge as text))
begin select raise(abort, 'only a purge that a second person approved opens the door, and only once'); end;
create trigger purge_door_update before update on purge_door begin select raise(abort, 'the door is opened and shut, never moved'); end;

-- While the door is open these columns, and no others, may become empty; the marks of an entry may become fewer, and its days with them. Rows still can neither be removed nor replaced.
drop trigger entries_update;
create trigger entries_update before update on entries
when not exists (select 1 from purge_door where school_id = old.school_id)
  or new.school_id is not old.school_id or new.number is not old.number or new.at is not old.at
  or new.person_id is not old.person_id or new.name is not old.name or new.position is not old.position
  or new.act is not old.act or new.subject is not old.subject or new.previous is not old.previous
  or new.hash is not old.hash or length(new.marks) > length(old.marks) or new.reason not in (old.reason, '')
  or length(new.first_day) > length(old.first_day) or length(new.last_day) > length(old.last_day)
begin select raise(abort, 'the register log is append-only'); end;
drop trigger case_events_update;
create trigger case_events_update before update on case_events
when not exists (select 1 from purge_door where school_id = old.school_id)
  or new.school_id is not old.school_id or new.number is not old.number or new.pupil_id is not old.pupil_id
  or new.at is not old.at or new.person_id is not old.person_id or new.name is not old.name
  or new.position is not old.position or new.previous is not old.previous or new.hash is not old.hash
  or new.kind not in (old.kind, 'purged') or new.subject not in (old.subject, '')
  or new.detail not in (old.detail, '') or new.note not in (old.note, '')
begin select raise(abort, 'the case log is append-only'); end;
drop trigger documents_update;
create trigger documents_update before update on documents
when not exists (select 1 from purge_door where school_id = old.school_id)
  or new.id is not old.id or new.school_id is not old.school_id or new.pupil_id is not old.pupil_id
  or new.letter is not old.letter or new.title is not old.title or new.made_at is not old.made_at
  or new.made_by is not old.made_by or new.hash is not old.hash or new.receipt not in (old.receipt, '')
  or length(new.pdf) > 0 and new.pdf is not old.pdf
begin select raise(abort, 'a document is kept unchanged'); end;
drop trigger messages_update;
create trigger messages_update before update on messages
when not exists (select 1 from purge_door where school_id = old.school_id)
  or new.id is not old.id or new.school_id is not old.school_id or new.pupils is not old.pupils
  or new.contact_id is not old.contact_id or new.channel is not old.channel or new.template is not old.template
  or new.about is not old.about or new.at is not old.at or new.person_id is not old.person_id
  or new.by_name is not old.by_name or new.by_position is not old.by_position or new.name not in (old.name, '')
  or new.receiver not in (old.receiver, '') or new.subject not in (old.subject, '') or new.body not in (old.body, '')
begin select raise(abort, 'messages are append-only'); end;
drop trigger deliveries_update;
create trigger deliveries_update before update on deliveries
when not exists (select 1 from purge_door join messages on messages.school_id = purge_door.school_id where messages.id = old.message_id)
  or new.message_id is not old.message_id or new.number is not old.number or new.at is not old.at
  or new.kind is not old.kind or new.detail not in (old.detail, '')
begin select raise(abort, 'deliveries are append-only'); end;
drop trigger evidence_update;
create trigger evidence_update before update on evidence
when not exists (select 1 from purge_door where school_id = old.school_id)
  or new.id is not old.id or new.school_id is not old.school_id or new.pupil_id is not old.pupil_id
  or new.contact_id is not old.contact_id or new.kind is not old.kind or new.at is not old.at
  or new.hash is not old.hash or new.name not in (old.name, '')
  or length(new.bytes) > 0 and new.bytes is not old.bytes
begin select raise(abort, 'evidence is append-only'); end;
drop trigger submissions_update;
create trigger submissions_update before update on submissions
when not exists (select 1 from purge_door where school_id = old.school_id)
  or new.id is not old.id or new.school_id is not old.school_id or new.person_id is not old.person_id
  or new.name is not old.name or new.position is not old.position or new.kind is not old.kind
  or new.group_id is not old.group_id or new.day is not old.day or new.half is not old.half
  or new.made_at is not old.made_at or new.received_at is not old.received_at or new.seen is not old.seen
  or new.own is not old.own or new.fingerprint is not old.fingerprint or new.entry is not old.entry
  or length(new.given) > 0 and new.given is not old.given or new.open_marks not in (old.open_marks, '')
begin select raise(abort, 'submissions are append-only'); end;
drop trigger settlements_update;
create trigger settlements_update before update on settlements
when not exists (select 1 from purge_door join submissions on submissions.school_id = purge_door.school_id where submissions.id = old.submission_id)
  or new.submission_id is not old.submission_id or new.at is not old.at or new.person_id is not old.person_id
  or new.name is not old.name or new.position is not old.position or new.entry is not old.entry
  or new.reason not in (old.reason, '')
begin select raise(abort, 'settlements are append-only'); end;
