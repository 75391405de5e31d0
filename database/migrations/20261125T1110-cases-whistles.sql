-- 吹哨报到: a whistle on a case calls units; each call has a state of its own, apart from the case's.
create table cases.whistle (
  district_id   text collate "C" not null,
  id            uuid not null,
  case_id       uuid not null,
  kind          text not null check (kind in ('emergency', 'joint', 'hard')),
  level         text not null check (level in ('community', 'street', 'district')),
  state         text not null default 'open' check (state in ('open', 'closed')),
  words         text not null check (length(words) between 1 and 2000),
  meet_at       text not null default '' check (length(meet_at) <= 200),
  report_in_by  timestamptz not null,
  issued_by     uuid not null,
  issued_post   uuid not null,
  issued_at     timestamptz not null,
  reminded_at   timestamptz,
  closed_by     uuid,
  closed_at     timestamptz,
  closing_words text,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint closed_whistle_says_by_whom check ((state = 'closed') = (closed_by is not null))
);
create index whistle_by_case on cases.whistle (district_id, case_id, issued_at);
create index whistle_open on cases.whistle (district_id, report_in_by) where state = 'open';
comment on table cases.whistle is 'district: a community or street calls units to a case';

create table cases.whistle_call (
  district_id     text collate "C" not null,
  whistle_id      uuid not null,
  unit_id         uuid not null,
  state           text not null default 'called'
                  check (state in ('called', 'acknowledged', 'arrived', 'excused', 'absent')),
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  arrived_at      timestamptz,
  arrived_by      uuid,
  arrived_lon     double precision,
  arrived_lat     double precision,
  late            boolean not null default false,
  excused_words   text,
  words           text not null default '',
  judged          smallint check (judged between 1 and 3),
  judged_words    text,
  primary key (district_id, whistle_id, unit_id),
  foreign key (district_id, whistle_id) references cases.whistle (district_id, id)
);
create index whistle_call_by_unit on cases.whistle_call (district_id, unit_id, state);
comment on table cases.whistle_call is 'district: one unit called by a whistle: called, acknowledged, arrived, excused or absent';

create table cases.whistle_note (
  district_id text collate "C" not null,
  id          uuid not null,
  whistle_id  uuid not null,
  kind        text not null check (kind in ('visit', 'meeting')),
  held_at     timestamptz not null,
  words       text not null check (length(words) between 1 and 4000),
  written_by  uuid not null,
  written_at  timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, whistle_id) references cases.whistle (district_id, id)
);
create index whistle_note_by_whistle on cases.whistle_note (district_id, whistle_id, held_at);
comment on table cases.whistle_note is 'district: notes of the joint visits and meetings of a whistle';
