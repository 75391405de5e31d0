-- What is measured of a case, published for modules above: one row a case, nothing personal.
-- Void cases were filed wrongly and merged ones count with their master; neither is measured.
create view cases.v_measured_case as
select
  c.district_id, c.id as case_id, c.short_code, c.channel, c.status, c.urgency, c.class,
  c.matter_kind, c.matter_code, c.matter_name,
  c.street_code, c.community_code, c.grid_code, c.unit_id,
  c.reported_at, c.filed_at, c.dispatched_at, c.handled_at, c.closed_at,
  c.paused, c.due_at, c.returns, c.reworks, c.reopenings, c.settled_on_spot,
  k.receive_due_at, k.receive_stopped, k.receive_on_time,
  k.handle_due_at, k.handle_stopped, k.handle_on_time,
  v.asked, v.answered, v.solved, v.satisfied
from cases.case c
left join lateral (
  select
    max(k.due_at) filter (where k.stage = 'receive') as receive_due_at,
    bool_and(k.stopped_at is not null) filter (where k.stage = 'receive') as receive_stopped,
    bool_and(k.on_time) filter (where k.stage = 'receive') as receive_on_time,
    max(k.due_at) filter (where k.stage = 'handle') as handle_due_at,
    bool_and(k.stopped_at is not null) filter (where k.stage = 'handle') as handle_stopped,
    bool_and(k.on_time) filter (where k.stage = 'handle') as handle_on_time
  from cases.clock k
  where k.district_id = c.district_id and k.case_id = c.id and k.stage in ('receive', 'handle')
) k on true
left join lateral (
  select
    count(*)::int as asked,
    count(v.answered_at)::int as answered,
    (count(*) filter (where v.solved))::int as solved,
    (count(*) filter (where v.satisfied = 3))::int as satisfied
  from cases.verdict v
  where v.district_id = c.district_id and v.case_id = c.id and v.round = c.reopenings + 1
) v on true
where c.status not in ('void', 'merged');
comment on view cases.v_measured_case is 'published: what is measured of a case, for insight';

create schema insight;

create table insight.statement (
  district_id text collate "C" not null,
  month       text collate "C" not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  made_at     timestamptz not null,
  groups      jsonb not null,
  digest      text collate "C" not null,
  primary key (district_id, month)
);
comment on table insight.statement is 'district: the figures of a month as they stood when it was frozen';
