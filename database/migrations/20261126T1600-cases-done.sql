-- What somebody did to cases on a day, for the log of the day. Residents have no person, so a report costs nothing more.
create index event_by_person on cases.event (district_id, person_id, at) where person_id is not null;
create view cases.v_done as
select e.district_id, e.case_id, e.seq, e.at, e.type, e.person_id, e.organisation_id
from cases.event e where e.person_id is not null;
comment on view cases.v_done is 'published: what people did to cases, without words; for whoever did it and the log of their station';
