-- The daily work log (城管进社区工作日志) of a person or a station: drafted by itself, completed, signed, and
-- then only added to.
create table fieldwork.log (
  district_id text collate "C" not null,
  id          uuid not null,
  kind        text not null check (kind in ('person', 'station')),
  keeper_id   uuid not null,
  day         date not null,
  words       text not null default '' check (length(words) <= 4000),
  lines       jsonb,
  signed_at   timestamptz,
  signed_by   uuid,
  signed_post uuid,
  digest      text collate "C",
  version     int not null default 0,
  primary key (district_id, id),
  constraint log_once unique (district_id, kind, keeper_id, day),
  constraint signed_log_is_whole check ((signed_at is null) = (lines is null) and (signed_at is null) = (digest is null))
);
comment on table fieldwork.log is 'district: the log of a day; what stood in the draft is frozen when it is signed';

create table fieldwork.log_addition (
  district_id text collate "C" not null,
  log_id      uuid not null,
  id          uuid not null,
  words       text not null check (length(words) between 1 and 2000),
  at          timestamptz not null,
  person_id   uuid not null,
  primary key (district_id, log_id, id),
  foreign key (district_id, log_id) references fieldwork.log (district_id, id)
);
comment on table fieldwork.log_addition is 'district: what was added to a signed log; append-only';

update people.post_kind set verbs = verbs || array['fieldwork.log']
where code in ('grid_worker', 'officer', 'specialist', 'liaison', 'coordinator', 'secretary', 'street_centre', 'district_centre', 'clerk', 'community_post')
  and not ('fieldwork.log' = any(verbs));
