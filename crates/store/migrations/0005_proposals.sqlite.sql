create trigger proposals_update before update on proposals begin select raise(abort, 'proposals are append-only'); end;
create trigger proposals_delete before delete on proposals begin select raise(abort, 'proposals are append-only'); end;
create trigger proposal_verdicts_update before update on proposal_verdicts begin select raise(abort, 'verdicts are append-only'); end;
create trigger proposal_verdicts_delete before delete on proposal_verdicts begin select raise(abort, 'verdicts are append-only'); end;

-- `insert or replace` removes rows without asking the triggers above.
create trigger proposals_replace before insert on proposals
when exists (select 1 from proposals where id = new.id)
begin select raise(abort, 'proposals are append-only'); end;
create trigger proposal_verdicts_replace before insert on proposal_verdicts
when exists (select 1 from proposal_verdicts where proposal_id = new.proposal_id)
begin select raise(abort, 'verdicts are append-only'); end;
