-- 挂账: a suspension with a plan, a date on which it is looked at again, and a post that keeps it.
create table cases.parked (
  district_id   text collate "C" not null,
  id            uuid not null,
  case_id       uuid not null,
  reason_code   text collate "C" not null,
  plan          text not null check (length(plan) between 1 and 2000),
  review_on     date not null,
  keeper_post   uuid not null,
  last_resort   boolean not null default false,
  parked_by     uuid not null,
  parked_at     timestamptz not null,
  state         text not null default 'open' check (state in ('open', 'ended')),
  ended_at      timestamptz,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint ended_parking_says_when check ((state = 'ended') = (ended_at is not null))
);
create unique index parked_once on cases.parked (district_id, case_id) where state = 'open';
create index parked_by_review on cases.parked (district_id, review_on) where state = 'open';
create index parked_by_case on cases.parked (district_id, case_id);
comment on table cases.parked is 'district: the ledger of parked problems: reason, plan, review date, keeper';

create table cases.parked_review (
  district_id text collate "C" not null,
  id          uuid not null,
  parked_id   uuid not null,
  act         text not null check (act in ('prolonged', 'handed_over', 'resumed')),
  words       text not null check (length(words) between 1 and 2000),
  review_on   date not null,
  keeper_post uuid not null,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, parked_id) references cases.parked (district_id, id)
);
create index parked_review_by_parked on cases.parked_review (district_id, parked_id, reviewed_at);
comment on table cases.parked_review is 'district: what a review of a parked problem decided: the dates and keepers as they were before it';

create table cases.parked_ring (
  district_id text collate "C" not null,
  parked_id   uuid not null,
  review_on   date not null,
  level       text not null check (level in ('keeper', 'secretary', 'street', 'district')),
  at          timestamptz not null,
  primary key (district_id, parked_id, review_on, level),
  foreign key (district_id, parked_id) references cases.parked (district_id, id)
);
comment on table cases.parked_ring is 'district: each level rings once for a review date';
