create trigger school_changes_update before update on school_changes begin select raise(abort, 'the changes of a school are append-only'); end;
create trigger school_changes_delete before delete on school_changes begin select raise(abort, 'the changes of a school are append-only'); end;
create trigger closings_update before update on closings begin select raise(abort, 'closures are append-only'); end;
create trigger closings_delete before delete on closings begin select raise(abort, 'closures are append-only'); end;
create trigger movements_update before update on movements begin select raise(abort, 'movements are append-only'); end;
create trigger movements_delete before delete on movements begin select raise(abort, 'movements are append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger school_changes_replace before insert on school_changes
when exists (select 1 from school_changes where school_id = new.school_id and number = new.number)
begin select raise(abort, 'the changes of a school are append-only'); end;
create trigger closings_replace before insert on closings
when exists (select 1 from closings where id = new.id)
begin select raise(abort, 'closures are append-only'); end;
create trigger movements_replace before insert on movements
when exists (select 1 from movements where id = new.id)
begin select raise(abort, 'movements are append-only'); end;
