-- Staffing models become the district's own: seats name several kinds of post and both languages, every
-- edit is kept, and districts founded before get the fourth preset. What a district has edited stays.
alter table people.station add column hours text;
alter table people.staffing_model add column name_en text not null default '';

update people.staffing_model set seats = (
  select coalesce(jsonb_agg((seat - 'kind') || jsonb_build_object('kinds', jsonb_build_array(seat -> 'kind')) order by n), '[]')
  from jsonb_array_elements(seats) with ordinality as seats_of (seat, n))
where exists (select from jsonb_array_elements(seats) seat where seat ? 'kind');

insert into people.staffing_model (district_id, code, name, name_en, seats)
select d.district_id, p.code, p.name, p.name_en, p.seats
from (select distinct district_id from people.post_kind) d, (values
  ('1+1+N+X', '1+1+N+X：负责人、牵头人、主理人若干、城管队员若干', '1+1+N+X: secretary, coordinator, any number of specialists and of officers',
   '[{"seat":"secretary","name":"负责人","nameEn":"Secretary","kinds":["secretary"],"least":1,"most":1},{"seat":"coordinator","name":"牵头人","nameEn":"Coordinator","kinds":["coordinator"],"least":1,"most":1},{"seat":"specialist","name":"主理人","nameEn":"Specialists","kinds":["specialist"],"least":1,"most":null},{"seat":"officer","name":"城管队员","nameEn":"Officers","kinds":["officer"],"least":1,"most":null}]'::jsonb),
  ('2+1+1+1', '2+1+1+1：城管队员两名，市政、园林、环卫各一名', '2+1+1+1: two officers, one each for public works, greening and sanitation',
   '[{"seat":"officer","name":"城管队员","nameEn":"Officers","kinds":["officer"],"least":2,"most":2},{"seat":"municipal","name":"市政","nameEn":"Public works","kinds":["specialist"],"trade":"municipal","least":1,"most":1},{"seat":"greening","name":"园林","nameEn":"Greening","kinds":["specialist"],"trade":"greening","least":1,"most":1},{"seat":"sanitation","name":"环卫","nameEn":"Sanitation","kinds":["specialist"],"trade":"sanitation","least":1,"most":1}]'::jsonb),
  ('1245', '1245：一个党组织核心、两个组织、四方力量（五项机制另行制定）', '1245: one party core, two organisations, four forces (five mechanisms apart)',
   '[{"seat":"core","name":"党组织核心","nameEn":"Party core","kinds":["secretary"],"least":1,"most":1},{"seat":"branch","name":"街区党支部","nameEn":"Block party branch","kinds":["liaison"],"least":1,"most":1},{"seat":"committee","name":"商户自治委员会","nameEn":"Merchants’ committee","kinds":["liaison"],"least":1,"most":1},{"seat":"government","name":"政府力量","nameEn":"Government","kinds":["officer","coordinator"],"least":1,"most":null},{"seat":"merchants","name":"商户力量","nameEn":"Merchants","kinds":["liaison"],"least":1,"most":null},{"seat":"residents","name":"居民力量","nameEn":"Residents","kinds":["grid_worker"],"least":1,"most":null},{"seat":"society","name":"社会力量","nameEn":"Society","kinds":["liaison"],"least":1,"most":null}]'::jsonb),
  ('four-tiers', '四级红色物业：社区、网格党支部、楼栋小组、党员中心户', 'Four tiers of property work: community, grid branch, building group, member household',
   '[{"seat":"community","name":"社区党组织","nameEn":"Community party organisation","kinds":["secretary"],"least":1,"most":1},{"seat":"branch","name":"网格党支部","nameEn":"Grid branch","kinds":["coordinator","liaison"],"least":1,"most":null},{"seat":"building","name":"楼栋小组","nameEn":"Building group","kinds":["grid_worker"],"least":1,"most":null},{"seat":"household","name":"党员中心户","nameEn":"Member household","kinds":["grid_worker","liaison"],"least":1,"most":null}]'::jsonb)
) as p (code, name, name_en, seats)
on conflict (district_id, code) do update
  set name = excluded.name, name_en = excluded.name_en, seats = excluded.seats
  where staffing_model.origin = 'preset';

create table people.staffing_model_revision (
  district_id text collate "C" not null,
  code        text collate "C" not null,
  version     int not null,
  before      jsonb,
  after       jsonb not null,
  by_person   uuid not null,
  at          timestamptz not null,
  primary key (district_id, code, version),
  foreign key (district_id, code) references people.staffing_model (district_id, code)
);
comment on table people.staffing_model_revision is 'district: every edit of a staffing model; append-only';
