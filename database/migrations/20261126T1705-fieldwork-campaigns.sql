-- Campaigns (专项整治): a drive of some days with targets, teams of five kinds of people, days of action with
-- their results, and the hazards that were found in it. Totals are counted from these rows, never typed.
create table fieldwork.campaign (
  district_id text collate "C" not null,
  id          uuid not null,
  name        text not null check (length(name) between 1 and 80),
  purpose     text not null default '' check (length(purpose) <= 1000),
  -- Communities, streets or the district that it goes on in.
  areas       text[] collate "C" not null check (cardinality(areas) between 1 and 60),
  starts_on   date not null,
  ends_on     date not null,
  -- [{ of, amount }]: of hazards, of a kind of them, or of a measure.
  targets     jsonb not null default '[]',
  version     int not null default 0,
  created_at  timestamptz not null,
  created_by  uuid not null,
  primary key (district_id, id),
  constraint campaign_ends_after_it_begins check (ends_on >= starts_on)
);
create index campaign_by_days on fieldwork.campaign (district_id, starts_on desc, id);
comment on table fieldwork.campaign is 'district: a campaign in some areas for some days';

create table fieldwork.campaign_team (
  district_id text collate "C" not null,
  id          uuid not null,
  campaign_id uuid not null,
  kind        text not null check (kind in ('officers', 'volunteers', 'guards', 'merchants', 'residents')),
  name        text not null check (length(name) between 1 and 80),
  -- Who has no account is a head and no name.
  heads       int not null check (heads between 0 and 10000),
  person_ids  uuid[] not null default '{}',
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, campaign_id) references fieldwork.campaign (district_id, id)
);
create index campaign_team_by_campaign on fieldwork.campaign_team (district_id, campaign_id);
comment on table fieldwork.campaign_team is 'district: a team of a campaign, by head count, with staff by name';

create table fieldwork.campaign_day (
  district_id     text collate "C" not null,
  id              uuid not null,
  campaign_id     uuid not null,
  day             date not null,
  area_code       text collate "C" not null,
  words           text not null default '' check (length(words) <= 2000),
  photos          uuid[] not null default '{}',
  officers        int not null default 0 check (officers between 0 and 10000),
  volunteers      int not null default 0 check (volunteers between 0 and 10000),
  guards          int not null default 0 check (guards between 0 and 10000),
  merchants       int not null default 0 check (merchants between 0 and 10000),
  residents       int not null default 0 check (residents between 0 and 10000),
  at              timestamptz not null,
  received_at     timestamptz not null,
  phone_done_at   timestamptz,
  phone_sent_at   timestamptz,
  person_id       uuid not null,
  post_id         uuid not null,
  organisation_id uuid,
  withdrawn_at    timestamptz,
  withdrawn_by    uuid,
  withdrawn_words text,
  body_hash       text collate "C" not null,
  primary key (district_id, id),
  foreign key (district_id, campaign_id) references fieldwork.campaign (district_id, id),
  constraint withdrawn_day_says_why check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_words is null))
);
create index campaign_day_by_campaign on fieldwork.campaign_day (district_id, campaign_id, day desc, id);
create index campaign_day_by_person on fieldwork.campaign_day (district_id, person_id, at);
create index campaign_day_photos on fieldwork.campaign_day using gin (photos);
comment on table fieldwork.campaign_day is 'district: a day of action, how many of which kind took part; never changed, withdrawn with a reason';

create table fieldwork.campaign_result (
  district_id text collate "C" not null,
  day_id      uuid not null,
  measure     text collate "C" not null,
  amount      numeric(12, 2) not null check (amount > 0),
  primary key (district_id, day_id, measure),
  foreign key (district_id, day_id) references fieldwork.campaign_day (district_id, id)
);
create index campaign_result_by_measure on fieldwork.campaign_result (district_id, measure);
comment on table fieldwork.campaign_result is 'district: what a day of action came to, by measure';

create table fieldwork.campaign_measure (
  district_id text collate "C" not null,
  code        text collate "C" not null check (code ~ '^[a-z][a-z0-9_]{0,29}$'),
  name        text not null check (length(name) between 1 and 40),
  name_en     text not null default '' check (length(name_en) <= 60),
  unit        text not null check (length(unit) between 1 and 20),
  unit_en     text not null default '' check (length(unit_en) <= 20),
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, code)
);
comment on table fieldwork.campaign_measure is 'district: what days of action are measured by, beside what is preset';

alter table fieldwork.hazard add column campaign_id uuid;
alter table fieldwork.hazard add constraint hazard_campaign_fk
  foreign key (district_id, campaign_id) references fieldwork.campaign (district_id, id);
create index hazard_by_campaign on fieldwork.hazard (district_id, campaign_id, kind) where campaign_id is not null;
