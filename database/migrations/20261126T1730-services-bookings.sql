-- Services (服务) that a district offers, and what is booked of them. A booking is a case underneath: its
-- deadline, tasks, proof, verdict and follow page are those of the case; here are the hour and what was asked.
create schema services;

create table services.service (
  district_id    text collate "C" not null,
  id             uuid not null,
  code           text collate "C" not null check (code ~ '^[a-z][a-z0-9_]{1,30}$'),
  kind           text not null
                 check (kind in ('waste_sorting', 'decoration_waste', 'sign_filing', 'utilities', 'mediation', 'other')),
  name           text not null check (length(name) between 1 and 60),
  name_en        text not null check (length(name_en) between 1 and 120),
  guidance       text not null default '' check (length(guidance) <= 4000),
  guidance_en    text not null default '' check (length(guidance_en) <= 4000),
  cost           text not null default '' check (length(cost) <= 200),
  cost_en        text not null default '' check (length(cost_en) <= 200),
  -- At the resident's door, or where the office is.
  place          text not null check (place in ('door', 'office')),
  office         text not null default '' check (length(office) <= 200),
  matter_kind    text not null check (matter_kind in ('component', 'matter')),
  matter_code    text collate "C" not null,
  -- Who does it, unless the answer to one of the questions names another.
  unit_id        uuid,
  questions      jsonb not null default '[]',
  hours          jsonb not null default '[]',
  on_days_off    boolean not null default false,
  lead_hours     int not null default 24 check (lead_hours between 0 and 720),
  ahead_days     int not null default 14 check (ahead_days between 1 and 60),
  asks_phone     boolean not null default false,
  open           boolean not null default false,
  -- Ours, until the district has edited it.
  preset         boolean not null default false,
  position       int not null default 100,
  version        int not null default 0,
  primary key (district_id, id),
  constraint service_code_once unique (district_id, code),
  constraint service_open_has_unit check (not open or unit_id is not null)
);
comment on table services.service is 'district: what it offers at an hour: who does it, when, how many at once, what is asked';

create table services.slot (
  district_id text collate "C" not null,
  service_id  uuid not null,
  starts_at   timestamptz not null,
  primary key (district_id, service_id, starts_at),
  foreign key (district_id, service_id) references services.service (district_id, id)
);
comment on table services.slot is 'district: an hour of a service that was booked once: whoever books it holds this row';

create table services.booking (
  district_id    text collate "C" not null,
  id             uuid not null,
  service_id     uuid not null,
  case_id        uuid not null,
  unit_id        uuid not null,
  starts_at      timestamptz not null,
  ends_at        timestamptz not null,
  state          text not null default 'booked' check (state in ('booked', 'cancelled', 'missed')),
  answers_cipher text,
  body_hash      text collate "C" not null,
  booked_at      timestamptz not null,
  -- Whoever of the staff booked it for somebody without a phone.
  booked_by      uuid,
  mediation_file uuid,
  version        int not null default 1,
  primary key (district_id, id),
  constraint booking_of_case unique (district_id, case_id),
  constraint booking_ends_after_it_begins check (ends_at > starts_at),
  foreign key (district_id, service_id) references services.service (district_id, id)
);
create index booking_by_hour on services.booking (district_id, starts_at, id);
create index booking_of_slot on services.booking (district_id, service_id, starts_at) where state = 'booked';
comment on table services.booking is 'district: an hour of a service that somebody booked; all else about it is its case';

create table services.booking_step (
  district_id text collate "C" not null,
  booking_id  uuid not null,
  seq         int not null,
  act         text not null check (act in ('booked', 'moved', 'cancelled', 'missed', 'mediation')),
  at          timestamptz not null,
  -- Empty: the resident.
  person_id   uuid,
  from_at     timestamptz,
  to_at       timestamptz,
  words       text not null default '' check (length(words) <= 500),
  primary key (district_id, booking_id, seq),
  foreign key (district_id, booking_id) references services.booking (district_id, id)
);
comment on table services.booking_step is 'district: what was done to a booking, and why';

update people.post_kind set verbs = verbs || array['services.read', 'services.book']
where code in ('clerk', 'coordinator', 'street_centre', 'district_centre') and not ('services.book' = any(verbs));
update people.post_kind set verbs = verbs || array['services.read']
where code in ('grid_worker', 'community_post', 'officer', 'specialist', 'liaison', 'unit_manager', 'secretary', 'dispatcher')
  and not ('services.read' = any(verbs));
update people.post_kind set verbs = verbs || array['services.read', 'services.edit']
where code = 'system_admin' and not ('services.edit' = any(verbs));
