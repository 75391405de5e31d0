-- On time after appeals: what insight sets beside the raw fact.
create view cases.v_excused_case as
select distinct a.district_id, a.case_id
from cases.appeal a
where a.state = 'granted' and not exists (
  select from cases.clock k
  where k.district_id = a.district_id and k.case_id = a.case_id and k.stage = 'handle' and not k.on_time
    and not exists (
      select from cases.appeal g
      where g.district_id = k.district_id and g.clock_id = k.id and g.state = 'granted'
    )
);
comment on view cases.v_excused_case is 'published: cases whose every late handling was excused by a granted appeal, for insight';
