-- Reasons to park a problem that districts founded earlier do not have yet; they edit them like others.
insert into catalogue.reason (district_id, kind, code, name, name_en)
select d.district_id, 'suspension', r.code, r.name, r.name_en
from (select distinct district_id from catalogue.reason) d
cross join (values
  ('no-responsible-party', '无责任主体', 'No responsible party'),
  ('needs-law', '缺少法规或政策依据', 'No law or policy to act by')
) as r (code, name, name_en)
on conflict do nothing;
