create trigger school_changes_change before update or delete on school_changes for each row execute function refuse_change();
create trigger school_changes_truncate before truncate on school_changes execute function refuse_change();
create trigger closings_change before update or delete on closings for each row execute function refuse_change();
create trigger closings_truncate before truncate on closings execute function refuse_change();
create trigger movements_change before update or delete on movements for each row execute function refuse_change();
create trigger movements_truncate before truncate on movements execute function refuse_change();
