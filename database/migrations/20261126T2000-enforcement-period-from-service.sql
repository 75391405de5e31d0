-- The days to put right run from the service of the order: what came late gives the days it was to give.
alter table enforcement.service
  add column until_day text collate "C";

-- What was served after its last day is given those days again, one at least, by the calendar.
update enforcement.service s
set until_day = to_char(
  s.served_on::date + greatest(1, p.until_day::date
    - (p.made_at at time zone d.time_zone)::date),
  'YYYY-MM-DD')
from enforcement.paper p
join places.district d on d.district_id = p.district_id
where p.district_id = s.district_id and p.id = s.paper_id and p.until_day < s.served_on;

update enforcement.file f
set due_at = f.due_at + make_interval(days => s.until_day::date - s.served_on::date)
from enforcement.service s
join enforcement.paper p on p.district_id = s.district_id and p.id = s.paper_id
where s.district_id = f.district_id and s.file_id = f.id and s.until_day is not null
  and p.state = 'valid' and f.state = 'served' and f.due_kind = 'reinspection';
