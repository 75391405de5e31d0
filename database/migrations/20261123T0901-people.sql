create schema people;

create table people.organisation (
  district_id    text collate "C" not null,
  id             uuid not null,
  kind           text not null check (kind in ('party', 'bureau', 'department', 'centre', 'company', 'property', 'community', 'street', 'owners', 'merchants', 'volunteers')),
  name           text not null check (length(name) between 1 and 80),
  short_name     text not null,
  parent_id      uuid,
  area_code      text collate "C",
  handles_cases  boolean not null default false,
  trade          text,
  phone          text,
  active         boolean not null default true,
  version        int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, parent_id) references people.organisation (district_id, id),
  constraint organisation_name_taken unique (district_id, name)
);
comment on table people.organisation is 'district: bodies that people belong to; those with handles_cases are units that take tasks';

create table people.person (
  district_id  text collate "C" not null,
  id           uuid not null,
  name         text not null check (length(name) between 1 and 60),
  email        text,
  phone_cipher text,
  phone_index  text,
  language     text not null default 'zh-CN' check (language in ('zh-CN', 'en')),
  active       boolean not null default true,
  version      int not null default 0,
  created_at   timestamptz not null,
  primary key (district_id, id)
);
comment on table people.person is 'district: people who sign in; the phone is encrypted';

create table people.post_kind (
  district_id text collate "C" not null,
  code        text collate "C" not null,
  name        text not null,
  name_en     text not null,
  verbs       text[] not null default '{}',
  reach       text not null check (reach in ('areas', 'unit', 'both', 'none')),
  version     int not null default 0,
  primary key (district_id, code)
);
comment on table people.post_kind is 'district: what a kind of post may do and how far it sees; a district edits it';

create table people.staffing_model (
  district_id text collate "C" not null,
  code        text collate "C" not null,
  name        text not null,
  seats       jsonb not null,
  origin      text not null default 'preset' check (origin in ('preset', 'district')),
  version     int not null default 0,
  primary key (district_id, code)
);
comment on table people.staffing_model is 'district: templates of posts per station: kind, how many, from which trade';

create table people.station (
  district_id     text collate "C" not null,
  id              uuid not null,
  name            text not null,
  community_code  text collate "C" not null,
  model_code      text collate "C" not null,
  address         text,
  phone           text,
  duty            text,
  rules           text,
  version         int not null default 0,
  primary key (district_id, id),
  constraint one_station_per_community unique (district_id, community_code),
  foreign key (district_id, model_code) references people.staffing_model (district_id, code)
);
comment on table people.station is 'district: one station per community';

create table people.post (
  district_id     text collate "C" not null,
  id              uuid not null,
  kind            text collate "C" not null,
  title           text not null,
  organisation_id uuid not null,
  station_id      uuid,
  seat            text,
  areas           text[] not null default '{}',
  active          boolean not null default true,
  version         int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, kind) references people.post_kind (district_id, code),
  foreign key (district_id, organisation_id) references people.organisation (district_id, id),
  foreign key (district_id, station_id) references people.station (district_id, id)
);
comment on table people.post is 'district: a seat with a kind, an organisation and place-code prefixes';

create table people.holding (
  district_id text collate "C" not null,
  id          uuid not null,
  post_id     uuid not null,
  person_id   uuid not null,
  holds_from  date not null,
  holds_until date,
  primary key (district_id, id),
  foreign key (district_id, post_id) references people.post (district_id, id),
  foreign key (district_id, person_id) references people.person (district_id, id),
  constraint holding_ends_after_it_begins check (holds_until is null or holds_until >= holds_from)
);
create index holding_by_person on people.holding (district_id, person_id);
create index holding_by_post on people.holding (district_id, post_id);
comment on table people.holding is 'district: who holds which post, from when until when (inclusive)';

create table people.login (
  name             text collate "C" primary key check (length(name) between 2 and 60),
  district_id      text collate "C" not null,
  person_id        uuid not null,
  password_hash    text,
  failures         int not null default 0,
  locked_until     timestamptz,
  password_set_at  timestamptz,
  unique (district_id, person_id)
);
comment on table people.login is 'local: login name to person; scrypt hashes';

create table people.session (
  token_hash   text collate "C" primary key,
  district_id  text collate "C" not null,
  person_id    uuid not null,
  post_id      uuid,
  phone        boolean not null default false,
  agent        text,
  ip           text,
  created_at   timestamptz not null,
  seen_at      timestamptz not null,
  ended_at     timestamptz
);
create index session_by_person on people.session (district_id, person_id);
comment on table people.session is 'local: opaque sessions, hashed at rest';

create table people.sign_in_link (
  token_hash  text collate "C" primary key,
  district_id text collate "C" not null,
  person_id   uuid not null,
  post_id     uuid,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz
);
comment on table people.sign_in_link is 'local: one-time links; a POST uses them up';

create table people.audit (
  district_id     text collate "C" not null,
  id              uuid not null,
  at              timestamptz not null,
  act             text not null,
  person_id       uuid,
  post_id         uuid,
  organisation_id uuid,
  subject_kind    text,
  subject_id      text,
  ip              text,
  details         jsonb not null default '{}',
  primary key (district_id, id)
);
create index audit_by_time on people.audit (district_id, at desc, id);
create index audit_by_subject on people.audit (district_id, subject_kind, subject_id);
comment on table people.audit is 'district: every act and every look at personal data; append-only';
