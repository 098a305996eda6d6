create trigger evidence_change before update or delete on evidence for each row execute function refuse_change();
create trigger evidence_truncate before truncate on evidence execute function refuse_change();
