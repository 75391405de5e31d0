-- Patrols (巡查): routes of points, and what was seen there. A patrol is no clocking-in: where somebody
-- walked is for that person alone, coarse after a month and gone after two.
create table fieldwork.patrol_route (
  district_id text collate "C" not null,
  id          uuid not null,
  name        text not null check (length(name) between 1 and 80),
  area_code   text collate "C" not null check (length(area_code) in (12, 15)),
  active      boolean not null default true,
  -- Of its points, so that a change of them is a change of the round.
  digest      text collate "C" not null,
  version     int not null default 0,
  created_at  timestamptz not null,
  created_by  uuid not null,
  primary key (district_id, id)
);
comment on table fieldwork.patrol_route is 'district: a round through a community or grid';

create table fieldwork.patrol_point (
  district_id text collate "C" not null,
  id          uuid not null,
  route_id    uuid not null,
  -- Null: taken off the round; what was seen there keeps its place.
  position    int,
  name        text not null check (length(name) between 1 and 80),
  lon         double precision not null,
  lat         double precision not null,
  look        text not null default '' check (length(look) <= 300),
  matters     text[] not null default '{}',
  primary key (district_id, id),
  foreign key (district_id, route_id) references fieldwork.patrol_route (district_id, id)
);
create index patrol_point_by_route on fieldwork.patrol_point (district_id, route_id, position);
comment on table fieldwork.patrol_point is 'district: a point of a round, in order, and what to look at there';

create table fieldwork.patrol (
  district_id      text collate "C" not null,
  id               uuid not null,
  route_id         uuid,
  person_id        uuid not null,
  post_id          uuid not null,
  organisation_id  uuid,
  started_at       timestamptz,
  phone_started_at timestamptz,
  ended_at         timestamptz,
  phone_ended_at   timestamptz,
  words            text not null default '' check (length(words) <= 2000),
  track            jsonb not null default '[]',
  track_kept       text not null default 'walked' check (track_kept in ('walked', 'coarse', 'gone')),
  received_at      timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, route_id) references fieldwork.patrol_route (district_id, id)
);
create index patrol_by_person on fieldwork.patrol (district_id, person_id, received_at desc);
create index patrol_with_track on fieldwork.patrol (district_id, track_kept, received_at) where track_kept <> 'gone';
comment on table fieldwork.patrol is 'district: one walk; its beginning and end come in any order, its track is seen by who walked it and by nobody else';

create table fieldwork.patrol_stop (
  district_id     text collate "C" not null,
  id              uuid not null,
  -- No foreign key: from a phone a stop may arrive before the walk that it belongs to.
  patrol_id       uuid not null,
  point_id        uuid,
  name            text not null default '' check (length(name) <= 80),
  lon             double precision,
  lat             double precision,
  coarse          boolean not null default false,
  kind            text not null check (kind in ('well', 'problem', 'note')),
  words           text not null default '' check (length(words) <= 2000),
  photos          uuid[] not null default '{}',
  case_id         uuid,
  at              timestamptz not null,
  phone_at        timestamptz not null,
  phone_sent_at   timestamptz not null,
  received_at     timestamptz not null,
  person_id       uuid not null,
  post_id         uuid not null,
  organisation_id uuid,
  body_hash       text collate "C" not null,
  primary key (district_id, id),
  foreign key (district_id, point_id) references fieldwork.patrol_point (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create index patrol_stop_by_point on fieldwork.patrol_stop (district_id, point_id, at desc) where point_id is not null;
create index patrol_stop_by_patrol on fieldwork.patrol_stop (district_id, patrol_id);
create index patrol_stop_by_person on fieldwork.patrol_stop (district_id, person_id, at);
create index patrol_stop_by_case on fieldwork.patrol_stop (district_id, case_id) where case_id is not null;
create index patrol_stop_exact on fieldwork.patrol_stop (district_id, at) where point_id is null and lon is not null and not coarse;
comment on table fieldwork.patrol_stop is 'district: what was seen at a point or beside the way, by the phone''s time and ours; a problem became a case';

update people.post_kind set verbs = verbs || array['fieldwork.patrol']
where code in ('grid_worker', 'officer', 'community_post', 'coordinator', 'street_centre', 'district_centre')
  and not ('fieldwork.patrol' = any(verbs));
