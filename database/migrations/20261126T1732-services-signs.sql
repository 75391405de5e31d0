-- Shop signs that are filed with the district (店招备案): what is put up where, checked against the district's
-- list, and filed by the staff or by their silence. Filing is no leave to do anything, and never says so.
create table services.sign_settings (
  district_id  text collate "C" not null,
  -- Silence counts as filed after so many working days.
  working_days int not null check (working_days between 1 and 60),
  guidance     text not null default '' check (length(guidance) <= 4000),
  guidance_en  text not null default '' check (length(guidance_en) <= 4000),
  items        jsonb not null,
  version      int not null default 0,
  primary key (district_id)
);
comment on table services.sign_settings is 'district: what a drawing of a shop sign is checked against, and when silence counts';

create table services.sign_counter (
  district_id text collate "C" not null,
  year        int not null,
  last        int not null,
  primary key (district_id, year)
);
comment on table services.sign_counter is 'district: the last number of a filing in each year';

create table services.sign_filing (
  district_id    text collate "C" not null,
  id             uuid not null,
  code           text collate "C" not null,
  body_hash      text collate "C" not null,
  shop           text not null check (length(shop) between 1 and 80),
  subject_id     uuid,
  address        text not null default '' check (length(address) <= 200),
  lon            double precision,
  lat            double precision,
  street_code    text collate "C" not null default '',
  community_code text collate "C" not null default '',
  grid_code      text collate "C" not null default '',
  name_cipher    text,
  phone_cipher   text,
  phone_index    text collate "C",
  form           jsonb not null,
  checks         jsonb not null default '[]',
  state          text not null default 'submitted'
                 check (state in ('submitted', 'mending', 'filed', 'withdrawn')),
  submitted_at   timestamptz not null,
  -- Whoever of the staff filed it for the shop.
  taken_by       uuid,
  working_days   int not null,
  pauses         jsonb not null default '[]',
  -- When silence counts as filed; empty while the shop mends and once it has ended.
  due_at         timestamptz,
  mend_until     date,
  filed_at       timestamptz,
  filed_by       text check (filed_by in ('staff', 'silence')),
  number         text collate "C",
  version        int not null default 1,
  primary key (district_id, id),
  constraint sign_code_once unique (district_id, code),
  constraint sign_number_once unique (district_id, number),
  constraint sign_filed_whole check ((state = 'filed') = (filed_at is not null and filed_by is not null and number is not null))
);
create index sign_waiting on services.sign_filing (district_id, submitted_at, id) where state = 'submitted';
create index sign_newest on services.sign_filing (district_id, submitted_at desc, id);
comment on table services.sign_filing is 'district: a shop sign that was filed, or waits to be: form, checks, the clock of silence';

create table services.sign_file (
  district_id text collate "C" not null,
  filing_id   uuid not null,
  file_id     uuid not null,
  -- A drawing or picture of the shop, or what was seen at a later inspection.
  role        text not null check (role in ('drawing', 'seen')),
  added_at    timestamptz not null,
  primary key (district_id, filing_id, file_id),
  foreign key (district_id, filing_id) references services.sign_filing (district_id, id)
);
create index sign_file_by_file on services.sign_file (district_id, file_id);
comment on table services.sign_file is 'district: drawings and pictures of a filing';

create table services.sign_step (
  district_id text collate "C" not null,
  filing_id   uuid not null,
  seq         int not null,
  act         text not null
              check (act in ('submitted', 'asked', 'mended', 'filed', 'silence', 'withdrawn', 'noted', 'linked')),
  at          timestamptz not null,
  -- Empty: the shop, or the clock.
  person_id   uuid,
  words       text not null default '' check (length(words) <= 1000),
  primary key (district_id, filing_id, seq),
  foreign key (district_id, filing_id) references services.sign_filing (district_id, id)
);
comment on table services.sign_step is 'district: what happened to a filing, by whom';

update people.post_kind set verbs = verbs || array['services.sign']
where code in ('officer', 'clerk', 'coordinator', 'street_centre', 'district_centre') and not ('services.sign' = any(verbs));
