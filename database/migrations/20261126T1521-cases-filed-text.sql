-- What people wrote, for the module that reads it. Confidential reports are in neither view.
create view cases.v_reported_text as
select c.district_id, c.id as case_id, c.reported_at, c.status,
  coalesce(nullif((
    select r.original_text from cases.report r
    where r.district_id = c.district_id and r.case_id = c.id order by r.at, r.id limit 1), ''), c.words) as text
from cases.case c
where not c.confidential;
comment on view cases.v_reported_text is 'published: the words of a report as they came, for reading them';

-- To learn from: what was written, and what people made of it. Long numbers are taken out, since they
-- are of telephones and identity cards and tell nothing of the trouble.
create view cases.v_filed_text as
select c.district_id, c.id as case_id, coalesce(c.filed_at, c.reported_at) as filed_at,
  regexp_replace(t.text, '[0-9０-９][0-9０-９ -]{5,}[0-9０-９Xx]', '＊', 'g') as text,
  c.matter_kind, c.matter_code, c.unit_id
from cases.case c
join cases.v_reported_text t on t.district_id = c.district_id and t.case_id = c.id
where c.matter_code is not null
  and c.status not in ('reported', 'verifying', 'refused', 'merged', 'withdrawn', 'void');
comment on view cases.v_filed_text is 'published: words of filed cases with the matter and unit that people chose, numbers masked, for learning';
