-- 逾期申诉: what was late stays late on its clock; an appeal stands beside it.
create table cases.appeal (
  district_id    text collate "C" not null,
  id             uuid not null,
  case_id        uuid not null,
  clock_id       uuid not null,
  unit_id        uuid not null,
  words          text not null check (length(words) between 1 and 2000),
  file_ids       uuid[] not null default '{}',
  state          text not null default 'asked' check (state in ('asked', 'reviewed', 'granted', 'denied')),
  asked_by       uuid not null,
  asked_at       timestamptz not null,
  first_by       uuid,
  first_at       timestamptz,
  first_grants   boolean,
  first_words    text,
  second_by      uuid,
  second_at      timestamptz,
  second_words   text,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  foreign key (district_id, clock_id) references cases.clock (district_id, id),
  constraint one_appeal_per_clock unique (district_id, clock_id),
  constraint two_people_review check (second_by is null or second_by <> first_by),
  constraint nobody_reviews_their_own check (first_by is distinct from asked_by and second_by is distinct from asked_by)
);
create index appeal_by_case on cases.appeal (district_id, case_id);
create index appeal_open on cases.appeal (district_id, asked_at) where state in ('asked', 'reviewed');
comment on table cases.appeal is 'district: a unit appeals against having been late; two people review it';

-- Measures keep both apart: `on_time` is the raw fact, `on_time_after` what stands after appeals.
create view cases.v_appeal as
select
  a.district_id, a.id as appeal_id, a.case_id, a.clock_id, k.stage, k.round, a.unit_id, a.state,
  a.asked_at, a.second_at as decided_at,
  k.on_time, (k.on_time or a.state = 'granted') as on_time_after
from cases.appeal a
join cases.clock k on k.district_id = a.district_id and k.id = a.clock_id;
comment on view cases.v_appeal is 'published: appeals against lateness, the raw fact beside what stands after them, for insight';
