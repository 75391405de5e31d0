create table exchange.link (
  district_id   text collate "C" not null,
  id            uuid not null,
  code          text collate "C" not null check (code ~ '^[a-z][a-z0-9_]{1,30}$'),
  name          text not null check (length(name) between 1 and 60),
  kind          text not null check (kind in ('hotline', 'city_platform', 'grid')),
  client_id     uuid,
  mapping       jsonb not null,
  way           text not null check (way in ('http', 'file', 'none')),
  url           text not null default '' check (length(url) <= 500),
  header_name   text not null default '',
  header_cipher text,
  active        boolean not null default true,
  version       int not null default 0,
  created_at    timestamptz not null,
  primary key (district_id, id),
  constraint link_code_taken unique (district_id, code)
);
comment on table exchange.link is 'district: another system that orders come from and answers go to, with its field names';

create table exchange.order (
  district_id   text collate "C" not null,
  id            uuid not null,
  link_id       uuid not null,
  external_id   text collate "C" not null check (length(external_id) between 1 and 100),
  case_id       uuid,
  fields_cipher text not null,
  fingerprint   text collate "C" not null,
  trouble       jsonb,
  changed_at    timestamptz,
  due_at        timestamptz,
  came_at       timestamptz not null,
  seen_at       timestamptz not null,
  times         int not null default 1,
  changes       int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, link_id) references exchange.link (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint order_taken unique (district_id, link_id, external_id)
);
create index order_newest on exchange.order (district_id, came_at desc, id);
create index order_by_case on exchange.order (district_id, case_id);
comment on table exchange.order is 'district: an order of another system: what came (sealed), and the case it became';

create table exchange.order_picture (
  district_id text collate "C" not null,
  order_id    uuid not null,
  url         text not null check (length(url) <= 1000),
  file_id     uuid,
  state       text not null default 'waiting' check (state in ('waiting', 'kept', 'stuck', 'dropped')),
  attempts    int not null default 0,
  next_at     timestamptz not null,
  last_error  text,
  primary key (district_id, order_id, url),
  foreign key (district_id, order_id) references exchange.order (district_id, id)
);
create index order_picture_due on exchange.order_picture (next_at) where state = 'waiting';
comment on table exchange.order_picture is 'district: pictures that an order names by address, until they are fetched';

create table exchange.order_verdict (
  district_id  text collate "C" not null,
  id           uuid not null,
  order_id     uuid not null,
  fingerprint  text collate "C" not null,
  asked_at     timestamptz not null,
  came_at      timestamptz not null,
  way          text not null default '',
  contacted    boolean,
  solved       text check (solved in ('yes', 'part', 'no')),
  satisfied    smallint check (satisfied between 1 and 3),
  words_cipher text,
  again        boolean not null default false,
  primary key (district_id, id),
  foreign key (district_id, order_id) references exchange.order (district_id, id),
  constraint verdict_once unique (district_id, order_id, fingerprint)
);
create index verdict_by_order on exchange.order_verdict (district_id, order_id, asked_at);
comment on table exchange.order_verdict is 'district: what the hotline heard when it called the person back; apart from our own verdicts';

create view exchange.v_order_verdict as
select v.district_id, o.case_id, l.code as link, v.asked_at, v.contacted, v.solved, v.satisfied, v.again
from exchange.order_verdict v
join exchange.order o on o.district_id = v.district_id and o.id = v.order_id
join exchange.link l on l.district_id = o.district_id and l.id = o.link_id
where o.case_id is not null;
comment on view exchange.v_order_verdict is 'published: verdicts of hotlines on our cases, for insight';

update people.post_kind set verbs = array_append(verbs, 'exchange.orders')
where code in ('district_centre') and not ('exchange.orders' = any(verbs));
