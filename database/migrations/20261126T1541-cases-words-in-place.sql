-- Words are looked up together with the places that a case stands in and the unit that leads it: what
-- is common in a district may be rare, or be nothing, in a part of it.
create index case_by_words on cases.case using gin (tokens,
  (array[street_code, community_code, grid_code, unit_id::text collate "C"]));
drop index cases.case_by_tokens;

-- Whoever was called to a case, or led it before, is found beside.
alter table cases.sight add column lead boolean not null default true;
comment on column cases.sight.lead is 'whether the unit is that of the case';
update cases.sight s set lead = false
from cases.case c
where c.district_id = s.district_id and c.id = s.case_id and s.unit_id is distinct from c.unit_id;
create index sight_called on cases.sight (district_id, unit_id, reported_at desc, case_id desc) where not lead;
