-- Words are looked up together with every unit that sees the case, not only the one that leads it: a
-- unit that is called to very many was looked up case by case.
alter table cases.case add column seen_by text[] collate "C" not null default '{}';
comment on column cases.case.seen_by is 'the units of cases.sight, beside the words that are looked up with them';
update cases.case c set seen_by = s.units
from (select district_id, case_id, array_agg(unit_id::text order by unit_id) as units
  from cases.sight group by district_id, case_id) s
where s.district_id = c.district_id and s.case_id = c.id;

drop index cases.case_by_words;
create index case_by_words on cases.case using gin (tokens,
  (array[street_code, community_code, grid_code] || seen_by));

drop index cases.sight_called;
alter table cases.sight drop column lead;
