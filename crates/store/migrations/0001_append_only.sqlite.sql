create trigger entries_update before update on entries begin select raise(abort, 'the register log is append-only'); end;
create trigger entries_delete before delete on entries begin select raise(abort, 'the register log is append-only'); end;
create trigger case_events_update before update on case_events begin select raise(abort, 'the case log is append-only'); end;
create trigger case_events_delete before delete on case_events begin select raise(abort, 'the case log is append-only'); end;
create trigger documents_update before update on documents begin select raise(abort, 'a document is kept unchanged'); end;
create trigger documents_delete before delete on documents begin select raise(abort, 'a document is kept unchanged'); end;
