-- Which units may see a case: those that have or had a task in it, were called to it, or hold it. Kept
-- where tasks and calls are written, so that a unit's lists are read from an index in their order.
create table cases.sight (
  district_id text collate "C" not null,
  case_id     uuid not null,
  unit_id     uuid not null,
  reported_at timestamptz not null,
  open        boolean not null default true,
  primary key (district_id, case_id, unit_id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
comment on table cases.sight is 'district: the units that may see a case; open as long as the case is';

insert into cases.sight (district_id, case_id, unit_id, reported_at, open)
select c.district_id, c.id, u.unit_id, c.reported_at,
  c.status not in ('closed', 'refused', 'merged', 'transferred', 'withdrawn', 'void')
from (
  select district_id, id as case_id, unit_id from cases.case where unit_id is not null
  union
  select district_id, case_id, unit_id from cases.task
  union
  select w.district_id, w.case_id, k.unit_id
  from cases.whistle w join cases.whistle_call k on k.district_id = w.district_id and k.whistle_id = w.id
) u join cases.case c on c.district_id = u.district_id and c.id = u.case_id;

create index sight_newest on cases.sight (district_id, unit_id, reported_at desc, case_id desc);
create index sight_open on cases.sight (district_id, unit_id, case_id) where open;

-- When a case is waited for: what rings first, then by what is due next; what has no date comes last.
create index case_waiting on cases.case (district_id,
  (case when rings then 'epoch'::timestamptz else coalesce(due_at, 'infinity'::timestamptz) end), id)
  where status in ('reported', 'verifying', 'filed', 'dispatched', 'handling', 'handled');
-- The newest of each place, in the order of lists.
drop index cases.case_newest;
create index case_newest on cases.case (district_id, reported_at desc, id desc);
create index case_of_community on cases.case (district_id, community_code, reported_at desc, id desc);
create index case_of_grid on cases.case (district_id, grid_code, reported_at desc, id desc);
-- Windows of the map.
create index case_by_point on cases.case (district_id, lon, lat) where lon is not null;
