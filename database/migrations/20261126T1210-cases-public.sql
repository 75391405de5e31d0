-- What the public ledger shows of a case, published for open data: nothing personal, and of a
-- confidential report no place.
create view cases.v_public_case as
select
  c.district_id, c.id as case_id, c.short_code, c.version,
  coalesce(c.public_words, c.matter_name, c.short_code) as title,
  c.matter_kind, c.matter_code, c.matter_name, c.guide_item_code, c.status, c.channel,
  case when c.confidential then null else nullif(c.address, '') end as address,
  case when c.confidential then null else nullif(c.street_code, '') end as street_code,
  case when c.confidential then null else nullif(c.community_code, '') end as community_code,
  -- About ten metres: enough to find the lamp, not the door.
  case when c.confidential then null else round(c.lon::numeric, 4)::double precision end as lon,
  case when c.confidential then null else round(c.lat::numeric, 4)::double precision end as lat,
  c.unit_id, c.reported_at, c.dispatched_at, c.handled_at, c.closed_at,
  coalesce(c.handle_promise, c.receive_promise) as promised_at, c.promise_estimated, c.paused,
  c.reopenings,
  (select coalesce(a.public_file_id, a.file_id) from cases.attachment a
    where a.district_id = c.district_id and a.case_id = c.id and a.released_at is not null
      and a.role in ('report', 'before') order by a.event_seq, a.file_id limit 1) as photo_before,
  (select coalesce(a.public_file_id, a.file_id) from cases.attachment a
    where a.district_id = c.district_id and a.case_id = c.id and a.released_at is not null
      and a.role = 'after' order by a.event_seq, a.file_id limit 1) as photo_after
from cases.case c
where c.public;
comment on view cases.v_public_case is 'published: what the public ledger shows of a case, for open data';
