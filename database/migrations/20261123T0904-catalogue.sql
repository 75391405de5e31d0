create schema catalogue;

create table catalogue.standard_code (
  standard       text not null,
  kind           text not null check (kind in ('component', 'matter')),
  code           text collate "C" not null,
  name           text not null,
  major          text collate "C" not null,
  major_name     text not null,
  component_code text collate "C",
  primary key (standard, kind, code)
);
comment on table catalogue.standard_code is 'reference: GB/T 47678.5-2026; component and matter share numbers, so the key includes the kind';

create table catalogue.legacy_code (
  kind          text not null check (kind in ('component', 'matter')),
  legacy_code   text collate "C" not null,
  name          text not null,
  code          text collate "C",
  confidence    text not null,
  primary key (kind, legacy_code)
);
comment on table catalogue.legacy_code is 'reference: GB/T 30428.2-2013 mapped to 2026';

create table catalogue.state_day (
  day     date primary key,
  off     boolean not null,
  name    text not null,
  source  text not null
);
comment on table catalogue.state_day is 'reference: statutory days off and make-up working days';

create table catalogue.guide_item (
  district_id text collate "C" not null,
  code        text collate "C" not null,
  class       text not null check (class in ('outreach', 'service', 'management', 'enforcement')),
  name        text not null,
  name_en     text not null,
  steps       jsonb not null default '[]',
  evidence    jsonb not null default '[]',
  legal_basis text not null default '',
  owner       text not null default '',
  settle_alone boolean not null default false,
  next_step   text not null default '',
  next_step_en text not null default '',
  origin      text not null default 'preset' check (origin in ('preset', 'district')),
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, code)
);
comment on table catalogue.guide_item is 'district: the 31 matters in four classes with their handling guides';

create table catalogue.matter (
  district_id       text collate "C" not null,
  kind              text not null check (kind in ('component', 'matter')),
  code              text collate "C" not null,
  name              text not null,
  major             text collate "C" not null,
  major_name        text not null,
  guide_item_code   text collate "C",
  filing_standard   text not null default '',
  closing_standard  text not null default '',
  hint              text not null default '',
  lead              text not null default '',
  urgency           text not null default 'routine' check (urgency in ('routine', 'urgent', 'emergency')),
  hazard            boolean not null default false,
  origin            text not null check (origin in ('standard', 'preset', 'district')),
  tokens            text[] not null default '{}',
  active            boolean not null default true,
  version           int not null default 0,
  primary key (district_id, kind, code),
  foreign key (district_id, guide_item_code) references catalogue.guide_item (district_id, code)
);
create index matter_by_tokens on catalogue.matter using gin (tokens);
comment on table catalogue.matter is 'district: the codes it uses, with filing and closing standards';

-- A version of the deadline policy: all limits of one version together; new versions bind new clocks only.
create table catalogue.policy (
  district_id text collate "C" not null,
  version     int not null,
  limits      jsonb not null,
  made_at     timestamptz not null,
  made_by     uuid,
  reason      text not null default '',
  primary key (district_id, version)
);
comment on table catalogue.policy is 'district: deadline standards, versioned whole';

create table catalogue.calendar (
  district_id text collate "C" not null,
  version     int not null,
  hours       jsonb not null,
  weekdays    int[] not null,
  overrides   jsonb not null default '{}',
  made_at     timestamptz not null,
  made_by     uuid,
  reason      text not null default '',
  primary key (district_id, version)
);
comment on table catalogue.calendar is 'district: duty calendar, versioned; statutory days come from state_day, overrides from the district';

create table catalogue.revision (
  district_id text collate "C" not null,
  subject     text not null,
  key         text collate "C" not null,
  version     int not null,
  before      jsonb,
  after       jsonb not null,
  by_person   uuid,
  by_post     uuid,
  at          timestamptz not null,
  reason      text not null default '',
  primary key (district_id, subject, key, version)
);
comment on table catalogue.revision is 'district: who changed what in the catalogue, append-only';

create table catalogue.reason (
  district_id text collate "C" not null,
  kind        text not null check (kind in ('refusal', 'return', 'extension', 'suspension', 'rework', 'reopening', 'void', 'transfer')),
  code        text collate "C" not null,
  name        text not null,
  name_en     text not null,
  door        text not null default '',
  door_en     text not null default '',
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, kind, code)
);
comment on table catalogue.reason is 'district: reasons to choose from; a refusal names the door to try next';
