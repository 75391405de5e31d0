-- What modules above know of an entry and of all that were joined to it, found from the one that stayed.
drop index subjects.subject_by_root;
create index subject_by_root on subjects.subject (district_id, root_id);
