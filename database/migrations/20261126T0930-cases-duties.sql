-- 主办与协办、首接负责、裁定、社区职责清单.
-- The time of a support unit, of an answer to a hand-over and of a ruling are clocks of their own.
alter type cases.stage add value 'support';
alter type cases.stage add value 'handover';
alter type cases.stage add value 'ruling';

-- Whoever is asked to take over has a task, too: it counts only once it is accepted, as the lead's.
alter table cases.task drop constraint task_role_check;
alter table cases.task add constraint task_role_check check (role in ('lead', 'support', 'takeover'));
alter table cases.task add column brief text check (length(brief) <= 2000);
alter table cases.task add column called_by_unit uuid;
alter table cases.task add column bound boolean not null default false;

create table cases.handover (
  district_id text collate "C" not null,
  id          uuid not null,
  case_id     uuid not null,
  task_id     uuid not null,
  from_unit   uuid not null,
  to_unit     uuid not null,
  state       text not null default 'asked' check (state in ('asked', 'accepted', 'refused', 'withdrawn')),
  words       text not null check (length(words) between 1 and 2000),
  asked_by    uuid not null,
  asked_at    timestamptz not null,
  answered_by uuid,
  answered_at timestamptz,
  answer      text not null default '',
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint nobody_hands_over_to_themselves check (from_unit <> to_unit)
);
create unique index one_open_handover on cases.handover (district_id, case_id) where state = 'asked';
create index handover_by_case on cases.handover (district_id, case_id, asked_at);
comment on table cases.handover is 'district: one unit asks another to take over; it counts only once the other accepts';

create table cases.ruling (
  district_id   text collate "C" not null,
  id            uuid not null,
  case_id       uuid not null,
  state         text not null default 'asked' check (state in ('asked', 'ruled', 'withdrawn')),
  words         text not null check (length(words) between 1 and 2000),
  parties       uuid[] not null,
  asked_by      uuid not null,
  asked_post    uuid not null,
  asked_unit    uuid,
  asked_at      timestamptz not null,
  unit_id       uuid,
  support_units uuid[] not null default '{}',
  reasons       text,
  level         text check (level in ('community', 'street', 'district')),
  ruled_by      uuid,
  ruled_post    uuid,
  ruled_at      timestamptz,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint ruled_says_who_and_why check ((state = 'ruled') = (unit_id is not null and reasons is not null and ruled_by is not null))
);
create unique index one_open_ruling on cases.ruling (district_id, case_id) where state = 'asked';
create index ruling_by_case on cases.ruling (district_id, case_id, asked_at);
comment on table cases.ruling is 'district: whose work it is, decided where units dispute; after it nothing is returned';

create table cases.duty_entry (
  district_id    text collate "C" not null,
  id             uuid not null,
  community_code text collate "C" not null default '',
  kind           text not null check (kind in ('own', 'assist', 'refuse')),
  name           text not null check (length(name) between 1 and 100),
  basis          text not null default '' check (length(basis) <= 1000),
  when_matters   text[] not null default '{}',
  when_guides    text[] not null default '{}',
  active         boolean not null default true,
  version        int not null default 0,
  primary key (district_id, id)
);
comment on table cases.duty_entry is 'district: what a community does itself, assists with, and is not to be given';

create table cases.duty_change (
  district_id text collate "C" not null,
  seq         int not null,
  entry_id    uuid not null,
  before      jsonb,
  after       jsonb not null,
  by_person   uuid,
  by_post     uuid,
  at          timestamptz not null,
  primary key (district_id, seq)
);
comment on table cases.duty_change is 'district: what the duty list was before and after each change';
