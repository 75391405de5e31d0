-- The duty telephone of a post (never a person's own), the station's boards in both languages, and the
-- post that a residents' committee has for urban management (社区城管工作岗).
alter table people.post add column duty_phone text check (length(duty_phone) <= 40);
alter table people.station add column duty_en text;
alter table people.station add column rules_en text;
alter table people.station add column flow text;
alter table people.station add column flow_en text;
alter table people.station add column tasks text;
alter table people.station add column tasks_en text;

insert into people.post_kind (district_id, code, name, name_en, verbs, reach)
select district_id, 'community_post', '社区城管工作岗', 'Community urban-management post',
  (select k.verbs from people.post_kind k where k.district_id = d.district_id and k.code = 'grid_worker'), 'areas'
from (select distinct district_id from people.post_kind where code = 'grid_worker') d
on conflict do nothing;
