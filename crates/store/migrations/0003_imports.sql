-- Imports are few among the acts of a register, and the administrator is shown the latest of them.

create index entries_imported on entries (at) where act = 'imported';
