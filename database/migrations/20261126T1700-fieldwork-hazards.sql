-- Hazards (隐患): found, its keeper notified with a date, fixed, re-checked by a second person. What is
-- past its date becomes one case and a whistle to the units that the district names for the kind.
create table fieldwork.hazard_kind (
  district_id text collate "C" not null,
  code        text collate "C" not null check (code ~ '^[a-z][a-z0-9_]{0,29}$'),
  name        text not null check (length(name) between 1 and 40),
  name_en     text not null default '' check (length(name_en) <= 60),
  -- Whom time whistles for when one is past its date; none: it cannot, and the page says so.
  unit_ids    uuid[] not null default '{}',
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, code)
);
comment on table fieldwork.hazard_kind is 'district: kinds of hazards, beside those that are preset, and who answers for them';

create table fieldwork.hazard_grade (
  district_id text collate "C" not null,
  code        text collate "C" not null check (code ~ '^[a-z][a-z0-9_]{0,29}$'),
  name        text not null check (length(name) between 1 and 40),
  name_en     text not null default '' check (length(name_en) <= 60),
  days        int not null check (days between 0 and 365),
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, code)
);
comment on table fieldwork.hazard_grade is 'district: grades of hazards, beside those that are preset, and how many days each gives';

create table fieldwork.hazard_terms (
  district_id        text collate "C" not null,
  -- Null: time never whistles here.
  whistle_after_days int check (whistle_after_days between 0 and 60),
  report_in_hours    int not null default 24 check (report_in_hours between 1 and 336),
  version            int not null default 0,
  primary key (district_id)
);
comment on table fieldwork.hazard_terms is 'district: when an overdue hazard becomes a whistle';

create table fieldwork.hazard_counter (
  district_id text collate "C" not null,
  year        int not null,
  last        int not null,
  primary key (district_id, year)
);
comment on table fieldwork.hazard_counter is 'district: the last number of a year, so that numbers of hazards never skip or repeat';

create table fieldwork.hazard (
  district_id    text collate "C" not null,
  id             uuid not null,
  year           int not null,
  number         int not null,
  kind           text collate "C" not null,
  grade          text collate "C" not null,
  words          text not null default '' check (length(words) <= 2000),
  subject_id     uuid,
  address        text not null check (length(address) between 1 and 200),
  street_code    text collate "C" not null default '',
  community_code text collate "C" not null default '',
  grid_code      text collate "C" not null default '',
  lon            double precision,
  lat            double precision,
  state          text not null check (state in ('found', 'notified', 'fixed', 'cleared', 'withdrawn')),
  due_on         date,
  -- How often it did not pass.
  failed         int not null default 0,
  found_at       timestamptz not null,
  found_by       uuid not null,
  found_post     uuid not null,
  received_at    timestamptz not null,
  fixed_at       timestamptz,
  fixed_by       uuid,
  ended_at       timestamptz,
  case_id        uuid,
  whistle_id     uuid,
  -- Of which date past time has whistled; another date is another whistle.
  rung_for       date,
  ring_trouble   text not null default '' check (ring_trouble in ('', 'no_units', 'no_whistler', 'case_ended', 'refused')),
  -- The refusal of the whistle, as the code of its sentence.
  ring_code      text not null default '' check (length(ring_code) <= 80),
  body_hash      text collate "C" not null,
  version        int not null default 1,
  primary key (district_id, id),
  constraint hazard_number_once unique (district_id, year, number),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint notified_hazard_has_its_day check (state <> 'notified' or due_on is not null),
  constraint fixed_hazard_says_by_whom check ((fixed_at is null) = (fixed_by is null)
    and (state not in ('fixed', 'cleared') or fixed_at is not null)),
  constraint ended_hazard_says_when check ((state in ('cleared', 'withdrawn')) = (ended_at is not null))
);
create index hazard_newest on fieldwork.hazard (district_id, found_at desc, id);
create index hazard_due on fieldwork.hazard (district_id, due_on, id) where state = 'notified';
create index hazard_fixed on fieldwork.hazard (district_id, fixed_at, id) where state = 'fixed';
create index hazard_by_subject on fieldwork.hazard (district_id, subject_id) where subject_id is not null;
create index hazard_by_case on fieldwork.hazard (district_id, case_id) where case_id is not null;
create index hazard_by_kind on fieldwork.hazard (district_id, kind, found_at desc, id);
comment on table fieldwork.hazard is 'district: a hazard at a door or place, as its last step left it';

create table fieldwork.hazard_step (
  district_id     text collate "C" not null,
  hazard_id       uuid not null,
  seq             int not null,
  -- Made where it was noted, so that sent again it is the same.
  id              uuid not null,
  act             text not null check (act in ('found', 'notify', 'move', 'regrade', 'fix', 'pass', 'fail', 'withdraw', 'whistle')),
  at              timestamptz not null,
  received_at     timestamptz not null,
  phone_done_at   timestamptz,
  phone_sent_at   timestamptz,
  person_id       uuid not null,
  post_id         uuid not null,
  organisation_id uuid,
  words           text not null default '' check (length(words) <= 2000),
  photos          uuid[] not null default '{}',
  due_on          date,
  kind            text collate "C",
  grade           text collate "C",
  to_kind         text check (to_kind in ('shop', 'household', 'property', 'unit', 'other')),
  -- Whom the notice went to, or who fixed it: sealed.
  name_cipher     text,
  how             text check (how in ('in_person', 'left', 'phone', 'message')),
  body_hash       text collate "C" not null,
  primary key (district_id, hazard_id, seq),
  constraint hazard_step_once unique (district_id, id),
  foreign key (district_id, hazard_id) references fieldwork.hazard (district_id, id)
);
create index hazard_step_by_person on fieldwork.hazard_step (district_id, person_id, at);
create index hazard_step_photos on fieldwork.hazard_step using gin (photos);
comment on table fieldwork.hazard_step is 'district: what was done about a hazard, only added to, by the phone''s time and ours';

create view fieldwork.v_hazard as
select h.district_id, h.id, h.kind, h.grade, h.state, h.street_code, h.community_code, h.grid_code,
  h.found_at, h.due_on, h.failed, h.fixed_at, h.ended_at, h.case_id
from fieldwork.hazard h;
comment on view fieldwork.v_hazard is 'published: hazards without words and doors, for figures';

update people.post_kind set verbs = verbs || array['fieldwork.hazard']
where code in ('grid_worker', 'officer', 'community_post', 'coordinator', 'secretary', 'street_centre', 'district_centre')
  and not ('fieldwork.hazard' = any(verbs));
