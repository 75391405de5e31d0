-- Outreach (宣传) as work: what was said where, to how many; what hangs at which board until when; and
-- the library of leaflets. Nobody is counted or ranked by it, and nobody who opens a leaflet is followed.
create schema outreach;

create table outreach.channel (
  district_id text collate "C" not null,
  code        text collate "C" not null check (code ~ '^[a-z][a-z0-9_]{1,30}$'),
  name        text not null check (length(name) between 1 and 40),
  name_en     text not null default '' check (length(name_en) <= 60),
  way         text not null check (way in ('posted', 'shown', 'said', 'written')),
  position    int not null default 0,
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, code)
);
comment on table outreach.channel is 'district: ways in which people are told something; ours until the district has its own';

create table outreach.leaflet (
  district_id text collate "C" not null,
  id          uuid not null,
  code        text collate "C" not null,
  area_code   text collate "C" not null check (length(area_code) in (6, 9, 12, 15)),
  title       text not null check (length(title) between 1 and 80),
  matters     text[] not null default '{}',
  -- Of the version that is shown; null until one was approved.
  shown       int,
  -- Of the newest, approved or not.
  newest      int not null default 1,
  withdrawn_at timestamptz,
  created_at  timestamptz not null,
  created_by  uuid not null,
  version     int not null default 0,
  primary key (district_id, id),
  constraint leaflet_code_unique unique (district_id, code)
);
create index leaflet_by_area on outreach.leaflet (district_id, area_code);
comment on table outreach.leaflet is 'district: a leaflet of the library, with the version that is shown';

create table outreach.leaflet_version (
  district_id text collate "C" not null,
  leaflet_id  uuid not null,
  number      int not null check (number >= 1),
  title       text not null check (length(title) between 1 and 80),
  body        text not null check (length(body) between 1 and 4000),
  title_en    text not null default '' check (length(title_en) <= 160),
  body_en     text not null default '' check (length(body_en) <= 8000),
  picture_id  uuid,
  valid_until date,
  written_at  timestamptz not null,
  written_by  uuid not null,
  approved_at timestamptz,
  approved_by uuid,
  primary key (district_id, leaflet_id, number),
  foreign key (district_id, leaflet_id) references outreach.leaflet (district_id, id),
  foreign key (district_id, picture_id) references files.file (district_id, id),
  constraint nobody_approves_own_words check (approved_by is null or approved_by <> written_by),
  constraint approval_says_when check ((approved_by is null) = (approved_at is null))
);
create index leaflet_picture on outreach.leaflet_version (district_id, picture_id) where picture_id is not null;
comment on table outreach.leaflet_version is 'district: what a leaflet says in one version; once approved it is never changed';

create table outreach.leaflet_opening (
  district_id text collate "C" not null,
  leaflet_id  uuid not null,
  day         date not null,
  via         text not null check (via in ('code', 'link')),
  times       int not null check (times >= 1),
  primary key (district_id, leaflet_id, day, via),
  foreign key (district_id, leaflet_id) references outreach.leaflet (district_id, id)
);
comment on table outreach.leaflet_opening is 'district: how often a leaflet was opened on a day, and nothing of by whom';

create table outreach.plan (
  district_id text collate "C" not null,
  id          uuid not null,
  day         date not null,
  channel     text collate "C" not null,
  what        text not null check (length(what) between 1 and 200),
  area_code   text collate "C" not null check (length(area_code) in (12, 15)),
  place       text not null default '' check (length(place) <= 120),
  leaflet_id  uuid,
  state       text not null default 'open' check (state in ('open', 'done', 'dropped')),
  words       text not null default '' check (length(words) <= 500),
  created_at  timestamptz not null,
  created_by  uuid not null,
  version     int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, leaflet_id) references outreach.leaflet (district_id, id)
);
create index plan_open on outreach.plan (district_id, day, id) where state = 'open';
comment on table outreach.plan is 'district: what is to be said where on which day';

create table outreach.record (
  district_id     text collate "C" not null,
  id              uuid not null,
  channel         text collate "C" not null,
  words           text not null check (length(words) between 1 and 2000),
  area_code       text collate "C" not null check (length(area_code) in (12, 15)),
  place           text not null default '' check (length(place) <= 120),
  leaflet_id      uuid,
  leaflet_number  int,
  plan_id         uuid,
  reached         int check (reached between 0 and 100000),
  counted         text not null check (counted in ('heads', 'list', 'copies', 'readings', 'estimate', 'none')),
  photos          uuid[] not null default '{}',
  held_at         timestamptz not null,
  held_on         date not null,
  received_at     timestamptz not null,
  phone_done_at   timestamptz,
  phone_sent_at   timestamptz,
  person_id       uuid not null,
  post_id         uuid not null,
  organisation_id uuid,
  body_hash       text not null,
  primary key (district_id, id),
  foreign key (district_id, leaflet_id) references outreach.leaflet (district_id, id),
  foreign key (district_id, plan_id) references outreach.plan (district_id, id),
  constraint not_counted_is_no_number check ((counted = 'none') = (reached is null))
);
create index record_newest on outreach.record (district_id, held_at desc, id);
create index record_by_day on outreach.record (district_id, held_on);
create index record_by_leaflet on outreach.record (district_id, leaflet_id, held_at desc) where leaflet_id is not null;
create index record_by_photo on outreach.record using gin (photos);
comment on table outreach.record is 'district: what was said where, to how many and how that was counted; never changed';

create table outreach.record_correction (
  district_id text collate "C" not null,
  record_id   uuid not null,
  seq         int not null check (seq >= 1),
  id          uuid not null,
  words       text not null check (length(words) between 1 and 500),
  struck      boolean not null default false,
  reached     int check (reached between 0 and 100000),
  counted     text not null check (counted in ('heads', 'list', 'copies', 'readings', 'estimate', 'none')),
  at          timestamptz not null,
  person_id   uuid not null,
  primary key (district_id, record_id, seq),
  constraint correction_once unique (district_id, id),
  foreign key (district_id, record_id) references outreach.record (district_id, id),
  constraint corrected_is_counted_or_not check ((counted = 'none') = (reached is null))
);
comment on table outreach.record_correction is 'district: what was put right about a record, only added to; the last one stands';

create table outreach.posting (
  district_id text collate "C" not null,
  id          uuid not null,
  record_id   uuid not null,
  channel     text collate "C" not null,
  area_code   text collate "C" not null check (length(area_code) in (12, 15)),
  place       text not null check (length(place) between 1 and 120),
  leaflet_id  uuid,
  from_on     date not null,
  until_on    date not null,
  keeper_id   uuid not null,
  -- On a screen, where the program itself shows it.
  shows       boolean not null default false,
  state       text not null default 'up' check (state in ('up', 'down')),
  version     int not null default 1,
  primary key (district_id, id),
  foreign key (district_id, record_id) references outreach.record (district_id, id),
  foreign key (district_id, leaflet_id) references outreach.leaflet (district_id, id),
  constraint posting_ends_after_it_begins check (until_on >= from_on)
);
create index posting_up on outreach.posting (district_id, until_on, id) where state = 'up';
create index posting_by_record on outreach.posting (district_id, record_id);
create index posting_by_leaflet on outreach.posting (district_id, leaflet_id) where leaflet_id is not null;
comment on table outreach.posting is 'district: what hangs at a board or runs on a screen, until when, and who takes it down';

create table outreach.posting_step (
  district_id text collate "C" not null,
  posting_id  uuid not null,
  seq         int not null,
  id          uuid not null,
  act         text not null check (act in ('put_up', 'renewed', 'taken_down', 'handed_on')),
  at          timestamptz not null,
  person_id   uuid not null,
  until_on    date not null,
  keeper_id   uuid not null,
  words       text not null default '' check (length(words) <= 500),
  primary key (district_id, posting_id, seq),
  constraint posting_step_once unique (district_id, id),
  foreign key (district_id, posting_id) references outreach.posting (district_id, id)
);
create index posting_step_by_person on outreach.posting_step (district_id, person_id, at);
comment on table outreach.posting_step is 'district: what became of a posting, only added to';

create view outreach.v_record as
select r.district_id, r.id, r.channel, r.area_code, r.place, r.leaflet_id, r.held_at, r.held_on, r.person_id,
  case when c.seq is null then r.reached else c.reached end as reached,
  coalesce(c.counted, r.counted) as counted,
  coalesce(c.struck, false) as struck
from outreach.record r
left join lateral (
  select * from outreach.record_correction c
  where c.district_id = r.district_id and c.record_id = r.id order by c.seq desc limit 1
) c on true;
comment on view outreach.v_record is 'published: what was said where and to how many as it stands after corrections, for figures';

update people.post_kind set verbs = verbs || array['outreach.read', 'outreach.record']
where code in ('grid_worker', 'community_post', 'officer') and not ('outreach.read' = any(verbs));
update people.post_kind set verbs = verbs || array['outreach.read', 'outreach.record', 'outreach.keep', 'outreach.approve', 'outreach.see_contact']
where code in ('coordinator', 'street_centre', 'district_centre') and not ('outreach.read' = any(verbs));
update people.post_kind set verbs = verbs || array['outreach.read', 'outreach.record', 'outreach.approve']
where code = 'secretary' and not ('outreach.read' = any(verbs));
