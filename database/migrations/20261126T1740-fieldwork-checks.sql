-- Repeating work: check lists by schedule (清单检查). A list says what to look at, where and on which days;
-- its rounds are made by themselves, once each. Who worked them is nobody's rank.
create table fieldwork.check_list (
  district_id  text collate "C" not null,
  id           uuid not null,
  name         text not null check (length(name) between 1 and 80),
  purpose      text not null default '' check (length(purpose) <= 500),
  area_code    text collate "C" not null check (length(area_code) in (6, 9, 12, 15)),
  -- Kinds of post that work its rounds, each within its own area.
  kinds        text[] not null check (cardinality(kinds) >= 1),
  schedule     jsonb not null,
  -- Days for which a round stays open, its own included.
  open_days    int not null default 1 check (open_days between 1 and 31),
  starts_on    date not null,
  active       boolean not null default true,
  -- Of items and places, so that a change of them is a change of the list.
  digest       text collate "C" not null,
  -- Rounds of all days up to this one are made.
  made_through date not null,
  version      int not null default 0,
  created_at   timestamptz not null,
  created_by   uuid not null,
  primary key (district_id, id)
);
create index check_list_to_make on fieldwork.check_list (district_id, made_through) where active;
comment on table fieldwork.check_list is 'district: a check list with its schedule';

create table fieldwork.check_item (
  district_id text collate "C" not null,
  id          uuid not null,
  list_id     uuid not null,
  -- Null: taken off the list; what was answered keeps its words.
  position    int,
  words       text not null check (length(words) between 1 and 200),
  kind        text not null check (kind in ('yes_no', 'number', 'text')),
  unit        text not null default '' check (length(unit) <= 20),
  least       double precision,
  most        double precision,
  picture     boolean not null default false,
  primary key (district_id, id),
  foreign key (district_id, list_id) references fieldwork.check_list (district_id, id),
  constraint check_bounds_in_order check (least is null or most is null or least <= most)
);
create index check_item_by_list on fieldwork.check_item (district_id, list_id, position);
comment on table fieldwork.check_item is 'district: one thing to look at on a check list';

create table fieldwork.check_place (
  district_id  text collate "C" not null,
  id           uuid not null,
  list_id      uuid not null,
  position     int,
  kind         text not null check (kind in ('area', 'station', 'address', 'subject')),
  -- The code of the area, or the id of the other.
  ref          text collate "C" not null,
  name         text not null check (length(name) between 1 and 200),
  address_text text not null default '',
  area_code    text collate "C" not null,
  lon          double precision,
  lat          double precision,
  primary key (district_id, id),
  foreign key (district_id, list_id) references fieldwork.check_list (district_id, id)
);
create index check_place_by_list on fieldwork.check_place (district_id, list_id, position);
comment on table fieldwork.check_place is 'district: where a check list is worked: an area, a station, an address or a subject';

create table fieldwork.check_round (
  district_id text collate "C" not null,
  id          uuid not null,
  list_id     uuid not null,
  place_id    uuid not null,
  starts_on   date not null,
  ends_on     date not null,
  -- The day it was made: one that was made after its end could be seen by nobody.
  made_on     date not null,
  done_on     date,
  -- Its place was taken off the list, or the list out of use, while it was open.
  dropped     boolean not null default false,
  troubles    int not null default 0,
  primary key (district_id, id),
  constraint check_round_once unique (district_id, list_id, place_id, starts_on),
  foreign key (district_id, list_id) references fieldwork.check_list (district_id, id),
  foreign key (district_id, place_id) references fieldwork.check_place (district_id, id)
);
create index check_round_by_day on fieldwork.check_round (district_id, starts_on desc, id);
create index check_round_open on fieldwork.check_round (district_id, ends_on) where done_on is null;
create index check_round_by_place on fieldwork.check_round (district_id, place_id);
comment on table fieldwork.check_round is 'district: one round of a check list at one place, made by itself';

create table fieldwork.check_record (
  district_id     text collate "C" not null,
  id              uuid not null,
  round_id        uuid not null,
  words           text not null default '' check (length(words) <= 2000),
  at              timestamptz not null,
  phone_done_at   timestamptz,
  phone_sent_at   timestamptz,
  received_at     timestamptz not null,
  person_id       uuid not null,
  post_id         uuid not null,
  organisation_id uuid,
  body_hash       text collate "C" not null,
  primary key (district_id, id),
  foreign key (district_id, round_id) references fieldwork.check_round (district_id, id)
);
create index check_record_by_round on fieldwork.check_record (district_id, round_id, at);
create index check_record_by_person on fieldwork.check_record (district_id, person_id, at);
comment on table fieldwork.check_record is 'district: what was found on a round, by the phone''s time and ours; append-only';

create table fieldwork.check_answer (
  district_id text collate "C" not null,
  id          uuid not null,
  record_id   uuid not null,
  item_id     uuid not null,
  position    int not null,
  -- As the item stood when it was answered.
  item_words  text not null,
  unit        text not null default '',
  value       text,
  fine        boolean not null,
  words       text not null default '' check (length(words) <= 2000),
  photos      uuid[] not null default '{}',
  case_id     uuid,
  settled     boolean not null default false,
  primary key (district_id, id),
  foreign key (district_id, record_id) references fieldwork.check_record (district_id, id),
  foreign key (district_id, item_id) references fieldwork.check_item (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create index check_answer_by_record on fieldwork.check_answer (district_id, record_id, position);
create index check_answer_by_item on fieldwork.check_answer (district_id, item_id);
create index check_answer_by_case on fieldwork.check_answer (district_id, case_id) where case_id is not null;
create index check_answer_by_photo on fieldwork.check_answer using gin (photos);
comment on table fieldwork.check_answer is 'district: the answer to one item; what was not all right became a case or was settled on the spot';

update people.post_kind set verbs = verbs || array['fieldwork.check']
where code in ('grid_worker', 'officer', 'community_post', 'coordinator', 'street_centre', 'district_centre')
  and not ('fieldwork.check' = any(verbs));
