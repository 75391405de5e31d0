-- What modules above may hear of an event: ids, statuses and places, nothing that somebody wrote.
-- Where a confidential report comes from is nobody's business outside.
create view cases.v_told_event as
select
  e.district_id, e.case_id, e.seq, e.type, e.at,
  e.body ->> 'from' as from_status, e.body ->> 'to' as to_status,
  c.number, c.short_code, c.channel, c.matter_kind, c.matter_code, c.unit_id,
  case when c.confidential then null else nullif(c.community_code, '') end as community_code
from cases.event e
join cases.case c on c.district_id = e.district_id and c.id = e.case_id;
comment on view cases.v_told_event is 'published: what happened to a case, in ids and codes only, for webhooks';

create schema exchange;

create table exchange.subscription (
  district_id text collate "C" not null,
  id          uuid not null,
  name        text not null check (length(name) between 1 and 60),
  url         text not null check (length(url) <= 500),
  hears       jsonb not null,
  active      boolean not null default true,
  version     int not null default 0,
  created_by  uuid not null,
  created_at  timestamptz not null,
  primary key (district_id, id),
  constraint subscription_name_taken unique (district_id, name)
);
comment on table exchange.subscription is 'district: who is told of facts by a webhook';
comment on column exchange.subscription.hears is 'types of facts, each with the instant from which it is told';

create table exchange.subscription_secret (
  district_id     text collate "C" not null,
  subscription_id uuid not null,
  id              uuid not null,
  secret_cipher   text not null,
  made_at         timestamptz not null,
  ends_at         timestamptz,
  primary key (district_id, subscription_id, id),
  foreign key (district_id, subscription_id) references exchange.subscription (district_id, id)
);
comment on table exchange.subscription_secret is 'district: secrets that sign, sealed; the old one ends some time after the new one is made';

create table exchange.delivery (
  district_id text collate "C" not null,
  id          uuid not null,
  target_kind text not null check (target_kind in ('subscription', 'link')),
  target_id   uuid not null,
  subject     text collate "C" not null,
  position    int not null,
  type        text not null,
  body        jsonb not null,
  state       text not null default 'waiting' check (state in ('waiting', 'sent', 'stuck', 'dropped')),
  attempts    int not null default 0,
  next_at     timestamptz not null,
  last_status int,
  last_error  text,
  created_at  timestamptz not null,
  ended_at    timestamptz,
  primary key (district_id, id),
  constraint delivery_once_per_position unique (district_id, target_kind, target_id, subject, position)
);
create index delivery_due on exchange.delivery (next_at) where state = 'waiting';
create index delivery_of_target on exchange.delivery (district_id, target_kind, target_id, created_at desc, id);
create index delivery_stuck on exchange.delivery (district_id, target_kind, created_at) where state = 'stuck';
create index delivery_before on exchange.delivery (district_id, target_kind, target_id, subject, position) where state in ('waiting', 'stuck');
comment on table exchange.delivery is 'district: outbox to other systems, in order within one subject, with back-off; stuck ones are shown';

create table exchange.attempt (
  district_id text collate "C" not null,
  delivery_id uuid not null,
  at          timestamptz not null,
  status      int,
  error       text,
  took_ms     int not null,
  primary key (district_id, delivery_id, at),
  foreign key (district_id, delivery_id) references exchange.delivery (district_id, id)
);
comment on table exchange.attempt is 'district: every try of a delivery and what was answered';
