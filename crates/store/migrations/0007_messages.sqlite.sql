create trigger messages_update before update on messages begin select raise(abort, 'messages are append-only'); end;
create trigger messages_delete before delete on messages begin select raise(abort, 'messages are append-only'); end;
create trigger deliveries_update before update on deliveries begin select raise(abort, 'deliveries are append-only'); end;
create trigger deliveries_delete before delete on deliveries begin select raise(abort, 'deliveries are append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger messages_replace before insert on messages
when exists (select 1 from messages where id = new.id)
begin select raise(abort, 'messages are append-only'); end;
create trigger deliveries_replace before insert on deliveries
when exists (select 1 from deliveries where message_id = new.message_id and number = new.number)
begin select raise(abort, 'deliveries are append-only'); end;
