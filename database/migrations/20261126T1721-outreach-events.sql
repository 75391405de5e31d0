-- Open days and lectures with sign-up: seats, a waiting list, who came. Names and telephone numbers lie
-- sealed, and are forgotten some time after the event.
create table outreach.settings (
  district_id text collate "C" not null,
  keep_days   int not null default 60 check (keep_days between 1 and 730),
  asked_times int not null default 3 check (asked_times between 2 and 99),
  asked_days  int not null default 90 check (asked_days between 1 and 730),
  version     int not null default 0,
  primary key (district_id)
);
comment on table outreach.settings is 'district: how long sign-ups are kept; after how many askings in how many days a question comes back';

create table outreach.event (
  district_id   text collate "C" not null,
  id            uuid not null,
  code          text collate "C" not null,
  title         text not null check (length(title) between 1 and 80),
  title_en      text not null default '' check (length(title_en) <= 160),
  what          text not null check (length(what) between 1 and 2000),
  place         text not null check (length(place) between 1 and 120),
  area_code     text collate "C" not null check (length(area_code) in (12, 15)),
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  sign_up_until timestamptz not null,
  -- Null: as many as come.
  seats         int check (seats between 1 and 5000),
  state         text not null check (state in ('draft', 'open', 'cancelled')),
  why_cancelled text not null default '' check (length(why_cancelled) <= 300),
  created_at    timestamptz not null,
  created_by    uuid not null,
  version       int not null default 0,
  primary key (district_id, id),
  constraint event_code_unique unique (district_id, code),
  constraint event_ends_after_it_begins check (ends_at > starts_at)
);
create index event_by_start on outreach.event (district_id, starts_at, id);
comment on table outreach.event is 'district: an open day or lecture with sign-up';

create table outreach.sign_up (
  district_id  text collate "C" not null,
  id           uuid not null,
  event_id     uuid not null,
  people       int not null check (people between 1 and 9),
  state        text not null check (state in ('signed', 'waiting', 'cancelled')),
  -- Null once forgotten.
  name_cipher  text,
  phone_cipher text,
  phone_index  text,
  -- The sentence that was agreed to.
  consent      text not null check (length(consent) between 1 and 20),
  at           timestamptz not null,
  came         int check (came between 0 and 9),
  body_index   text,
  forgotten_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, event_id) references outreach.event (district_id, id),
  constraint forgotten_says_nothing check (forgotten_at is null or (name_cipher is null and phone_cipher is null and phone_index is null and body_index is null))
);
create index sign_up_by_event on outreach.sign_up (district_id, event_id, at, id);
create unique index sign_up_once_by_phone on outreach.sign_up (district_id, event_id, phone_index) where state <> 'cancelled' and phone_index is not null;
comment on table outreach.sign_up is 'district: somebody who wants to come, sealed; who came; forgotten some time after';
