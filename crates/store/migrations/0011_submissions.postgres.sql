create trigger submissions_change before update or delete on submissions for each row execute function refuse_change();
create trigger submissions_truncate before truncate on submissions execute function refuse_change();
create trigger settlements_change before update or delete on settlements for each row execute function refuse_change();
create trigger settlements_truncate before truncate on settlements execute function refuse_change();
