-- 点单-派单-接单-评单: pools from which units, volunteer teams and member companies claim cases.
create table cases.pool (
  district_id   text collate "C" not null,
  id            uuid not null,
  name          text not null check (length(name) between 1 and 80),
  kind          text not null check (kind in ('units', 'teams', 'companies')),
  mode          text not null check (mode in ('open', 'turns')),
  claim_minutes int not null check (claim_minutes between 5 and 20160),
  cap           int not null check (cap between 1 and 100),
  active        boolean not null default true,
  version       int not null default 1,
  primary key (district_id, id),
  constraint pool_name_taken unique (district_id, name)
);
comment on table cases.pool is 'district: members who may claim cases, in turns or all at once, each up to a cap';

create table cases.pool_member (
  district_id  text collate "C" not null,
  pool_id      uuid not null,
  unit_id      uuid not null,
  position     int not null,
  cap          int check (cap between 1 and 100),
  absent_from  date,
  absent_until date,
  active       boolean not null default true,
  primary key (district_id, pool_id, unit_id),
  foreign key (district_id, pool_id) references cases.pool (district_id, id),
  constraint absence_has_two_ends check ((absent_from is null) = (absent_until is null) and absent_from <= absent_until)
);
create index pool_member_by_unit on cases.pool_member (district_id, unit_id);
comment on table cases.pool_member is 'district: a unit, team or company in a pool, with its own cap and absence';

create table cases.pool_entry (
  district_id  text collate "C" not null,
  id           uuid not null,
  pool_id      uuid not null,
  case_id      uuid not null,
  state        text not null default 'waiting' check (state in ('waiting', 'claimed', 'returned', 'withdrawn')),
  put_by       uuid not null,
  put_at       timestamptz not null,
  until        timestamptz not null,
  claimed_unit uuid,
  claimed_by   uuid,
  ended_at     timestamptz,
  primary key (district_id, id),
  foreign key (district_id, pool_id) references cases.pool (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint claimed_entry_says_by_whom check ((state = 'claimed') = (claimed_unit is not null))
);
create unique index pool_entry_once on cases.pool_entry (district_id, case_id) where state = 'waiting';
create index pool_entry_waiting on cases.pool_entry (until) where state = 'waiting';
create index pool_entry_by_pool on cases.pool_entry (district_id, pool_id, put_at);
comment on table cases.pool_entry is 'district: a case put into a pool, until it is claimed or goes back to the desk';

create table cases.pool_offer (
  district_id text collate "C" not null,
  entry_id    uuid not null,
  unit_id     uuid not null,
  offered_at  timestamptz not null,
  answer      text check (answer in ('claimed', 'passed', 'lapsed', 'taken')),
  answered_at timestamptz,
  primary key (district_id, entry_id, unit_id),
  foreign key (district_id, entry_id) references cases.pool_entry (district_id, id)
);
create index pool_offer_by_unit on cases.pool_offer (district_id, unit_id, offered_at);
comment on table cases.pool_offer is 'district: a case offered to a member: claimed, passed, lapsed, or taken by another';
