alter table notices.delivery
  add column urgent    boolean not null default false,
  add column language  text not null default 'zh-CN',
  add column recipient text collate "C" not null default '',
  add column sealed    boolean not null default false,
  add column held      boolean not null default false;
create index delivery_held on notices.delivery (district_id, channel, recipient) where state = 'waiting' and held;
comment on column notices.delivery.recipient is 'blind index of the address: who the address is cannot be read, whether two are the same can';
comment on column notices.delivery.sealed is 'the body is encrypted like the address';
comment on column notices.delivery.held is 'kept back by quiet hours; several for one recipient go out as one digest';
