-- What waits for a unit is read in its order, as it is for a place: when the case is waited for stands
-- beside the unit that sees it, kept with every change of the case, as `case_waiting` has it.
alter table cases.sight add column waits_until timestamptz not null default 'infinity';
comment on column cases.sight.waits_until is 'when the case is due, the epoch where it rings, infinity where it has no date';

update cases.sight s
set waits_until = case when c.rings then 'epoch'::timestamptz else c.due_at end
from cases.case c
where s.open and c.district_id = s.district_id and c.id = s.case_id and (c.rings or c.due_at is not null);

drop index cases.sight_open;
create index sight_waiting on cases.sight (district_id, unit_id, waits_until, case_id) where open;
-- What a unit has done, newest first.
create index task_ended on cases.task (district_id, unit_id, ended_at desc) where state in ('done', 'returned');
-- What rings is little, and is counted every time a desk looks.
create index case_ringing on cases.case (district_id, id) where rings;
