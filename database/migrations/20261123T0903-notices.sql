create schema notices;

create table notices.notice (
  district_id text collate "C" not null,
  id          uuid not null,
  person_id   uuid not null,
  kind        text not null,
  urgent      boolean not null default false,
  words       jsonb not null,
  link        text,
  fact_key    text not null,
  at          timestamptz not null,
  read_at     timestamptz,
  primary key (district_id, id),
  constraint notice_once_per_fact unique (district_id, person_id, fact_key)
);
create index notice_inbox on notices.notice (district_id, person_id, at desc);
comment on table notices.notice is 'district: in-app messages; one per person and fact';

create table notices.delivery (
  district_id     text collate "C" not null,
  id              uuid not null,
  channel         text not null check (channel in ('email', 'sms', 'wecom')),
  address_cipher  text not null,
  subject         text not null,
  body            text not null,
  fact_key        text not null,
  state           text not null default 'waiting' check (state in ('waiting', 'sent', 'stuck', 'dropped')),
  attempts        int not null default 0,
  next_at         timestamptz not null,
  last_error      text,
  created_at      timestamptz not null,
  sent_at         timestamptz,
  primary key (district_id, id),
  constraint delivery_once_per_fact unique (district_id, channel, address_cipher, fact_key)
);
create index delivery_due on notices.delivery (next_at) where state = 'waiting';
create index delivery_stuck on notices.delivery (district_id, created_at desc) where state = 'stuck';
comment on table notices.delivery is 'district: outbox with back-off; stuck ones are shown and can be sent again';
