create trigger messages_change before update or delete on messages for each row execute function refuse_change();
create trigger messages_truncate before truncate on messages execute function refuse_change();
create trigger deliveries_change before update or delete on deliveries for each row execute function refuse_change();
create trigger deliveries_truncate before truncate on deliveries execute function refuse_change();
