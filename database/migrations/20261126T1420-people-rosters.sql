-- Who is on duty when: kinds of shift of a station, shifts, swaps by consent, notes from shift to shift,
-- and links to calendars. Nothing here knows whether anybody came, or when: no check-in is kept.
create table people.duty_settings (
  district_id    text collate "C" primary key,
  rest_hours     int not null default 11 check (rest_hours between 0 and 24),
  days_in_row    int not null default 6 check (days_in_row between 1 and 14),
  week_hours     int not null default 44 check (week_hours between 8 and 80),
  swaps_approved boolean not null default true,
  duty_first     boolean not null default true,
  board_names    boolean not null default false,
  board_phones   boolean not null default false,
  version        int not null default 0
);
comment on table people.duty_settings is 'district: rest rules of rosters, who approves swaps, whether notices go to who is on duty, and what the boards show';

create table people.shift_kind (
  district_id  text collate "C" not null,
  id           uuid not null,
  station_id   uuid not null,
  name         text not null check (length(name) between 1 and 20),
  name_en      text not null default '' check (length(name_en) <= 40),
  starts_at    int not null check (starts_at between 0 and 1439),
  minutes      int not null check (minutes between 30 and 1440),
  need         int not null check (need between 0 and 50),
  weekdays     int[] not null,
  active       boolean not null default true,
  version      int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, station_id) references people.station (district_id, id),
  constraint shift_kind_name_taken unique (district_id, station_id, name)
);
comment on table people.shift_kind is 'district: the shifts of a station: when each begins, how long it is, how many it needs and on which weekdays';

create table people.shift (
  district_id  text collate "C" not null,
  id           uuid not null,
  station_id   uuid not null,
  kind_id      uuid not null,
  day          date not null,
  person_id    uuid not null,
  post_id      uuid not null,
  starts_at    timestamptz not null,
  ends_at      timestamptz not null check (ends_at > starts_at),
  planned_by   uuid not null,
  planned_at   timestamptz not null,
  cancelled_by uuid,
  cancelled_at timestamptz,
  version      int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, station_id) references people.station (district_id, id),
  foreign key (district_id, kind_id) references people.shift_kind (district_id, id),
  foreign key (district_id, person_id) references people.person (district_id, id),
  foreign key (district_id, post_id) references people.post (district_id, id)
);
create index shift_by_station on people.shift (district_id, station_id, day) where cancelled_at is null;
create index shift_by_person on people.shift (district_id, person_id, ends_at) where cancelled_at is null;
create index shift_by_end on people.shift (district_id, ends_at) where cancelled_at is null;
comment on table people.shift is 'district: who is to be on duty when and in which post; rows stay when they are cancelled';

create table people.shift_swap (
  district_id text collate "C" not null,
  id          uuid not null,
  shift_id    uuid not null,
  back_id     uuid,
  from_person uuid not null,
  to_person   uuid not null,
  words       text not null default '' check (length(words) <= 200),
  state       text not null check (state in ('asked', 'agreed', 'granted', 'declined', 'denied', 'withdrawn')),
  asked_at    timestamptz not null,
  answered_at timestamptz,
  decided_by  uuid,
  decided_at  timestamptz,
  primary key (district_id, id),
  foreign key (district_id, shift_id) references people.shift (district_id, id),
  foreign key (district_id, back_id) references people.shift (district_id, id),
  foreign key (district_id, from_person) references people.person (district_id, id),
  foreign key (district_id, to_person) references people.person (district_id, id)
);
create unique index one_open_swap_per_shift on people.shift_swap (district_id, shift_id)
  where state in ('asked', 'agreed');
create index shift_swap_by_person on people.shift_swap (district_id, to_person, asked_at);
comment on table people.shift_swap is 'district: shifts that somebody asks a colleague to take, with or without one in return';

create table people.shift_note (
  district_id text collate "C" not null,
  id          uuid not null,
  station_id  uuid not null,
  by_person   uuid not null,
  words       text not null check (length(words) between 1 and 1000),
  written_at  timestamptz not null,
  taken_by    uuid,
  taken_at    timestamptz,
  primary key (district_id, id),
  foreign key (district_id, station_id) references people.station (district_id, id),
  foreign key (district_id, by_person) references people.person (district_id, id)
);
create index shift_note_by_station on people.shift_note (district_id, station_id, written_at desc);
comment on table people.shift_note is 'district: what one shift hands over to the next, and who took it over; append-only but for that';

create table people.calendar_link (
  token_hash  text collate "C" primary key,
  id          uuid not null unique,
  district_id text collate "C" not null,
  person_id   uuid,
  station_id  uuid,
  created_by  uuid not null,
  created_at  timestamptz not null,
  used_at     timestamptz,
  revoked_at  timestamptz,
  check ((person_id is null) <> (station_id is null))
);
create index calendar_link_of on people.calendar_link (district_id, person_id, station_id);
comment on table people.calendar_link is 'local: secret links to calendars of a person or a station, hashed at rest';

-- Who plans rosters is data; these kinds begin with it, in districts founded before it existed too.
update people.post_kind set verbs = array_append(verbs, 'people.roster')
where code in ('coordinator', 'secretary', 'street_centre', 'district_centre')
  and not ('people.roster' = any(verbs));
