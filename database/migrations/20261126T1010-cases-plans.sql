-- 一事一策: a hard case carries a plan: steps by unit and date, consent, rounds of visits.
create table cases.plan (
  district_id text collate "C" not null,
  id          uuid not null,
  case_id     uuid not null,
  goal        text not null check (length(goal) between 1 and 2000),
  state       text not null default 'open' check (state in ('open', 'done', 'dropped')),
  made_by     uuid not null,
  made_post   uuid not null,
  made_at     timestamptz not null,
  ended_by    uuid,
  ended_at    timestamptz,
  ended_words text,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint ended_plan_says_by_whom check ((state = 'open') = (ended_by is null))
);
create unique index plan_open_once on cases.plan (district_id, case_id) where state = 'open';
create index plan_by_case on cases.plan (district_id, case_id, made_at);
comment on table cases.plan is 'district: one plan for one problem, followed until done';

create table cases.plan_step (
  district_id text collate "C" not null,
  id          uuid not null,
  plan_id     uuid not null,
  case_id     uuid not null,
  position    int not null,
  title       text not null check (length(title) between 1 and 300),
  unit_id     uuid not null,
  person_id   uuid,
  due_on      date not null,
  state       text not null default 'todo' check (state in ('todo', 'doing', 'done', 'dropped')),
  words       text not null default '',
  file_ids    uuid[] not null default '{}',
  done_at     timestamptz,
  primary key (district_id, id),
  foreign key (district_id, plan_id) references cases.plan (district_id, id)
);
create index plan_step_by_plan on cases.plan_step (district_id, plan_id, position);
create index plan_step_by_case on cases.plan_step (district_id, case_id, unit_id);
create index plan_step_open on cases.plan_step (due_on) where state in ('todo', 'doing');
comment on table cases.plan_step is 'district: a step of a plan: which unit, who, by when; the case is repeated for the scope';

create table cases.plan_consent (
  district_id text collate "C" not null,
  id          uuid not null,
  plan_id     uuid not null,
  party       text not null check (length(party) between 1 and 200),
  kind        text not null check (kind in ('household', 'merchant', 'property', 'organisation')),
  state       text not null default 'waiting' check (state in ('waiting', 'agreed', 'refused', 'waived')),
  words       text not null default '',
  file_ids    uuid[] not null default '{}',
  answered_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, plan_id) references cases.plan (district_id, id)
);
create index plan_consent_by_plan on cases.plan_consent (district_id, plan_id, party);
comment on table cases.plan_consent is 'district: whose consent a plan needs, and what they said';

create table cases.plan_visit (
  district_id text collate "C" not null,
  id          uuid not null,
  plan_id     uuid not null,
  round       int not null check (round between 1 and 50),
  visited_at  timestamptz not null,
  words       text not null check (length(words) between 1 and 4000),
  written_by  uuid not null,
  written_at  timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, plan_id) references cases.plan (district_id, id)
);
create index plan_visit_by_plan on cases.plan_visit (district_id, plan_id, visited_at);
comment on table cases.plan_visit is 'district: visits from door to door for a plan, in rounds';

create table cases.plan_ring (
  district_id text collate "C" not null,
  step_id     uuid not null,
  due_on      date not null,
  level       text not null check (level in ('unit', 'lead', 'secretary')),
  at          timestamptz not null,
  primary key (district_id, step_id, due_on, level),
  foreign key (district_id, step_id) references cases.plan_step (district_id, id)
);
comment on table cases.plan_ring is 'district: each level rings once for a date of a step';
