create trigger proposals_change before update or delete on proposals for each row execute function refuse_change();
create trigger proposals_truncate before truncate on proposals execute function refuse_change();
create trigger proposal_verdicts_change before update or delete on proposal_verdicts
  for each row execute function refuse_change();
create trigger proposal_verdicts_truncate before truncate on proposal_verdicts execute function refuse_change();
