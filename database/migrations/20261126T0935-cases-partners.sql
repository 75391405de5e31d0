-- Partners without an account: property, water, power, gas and heat companies and contractors work by link.
create table cases.partner (
  district_id text collate "C" not null,
  unit_id     uuid not null,
  person_id   uuid not null,
  post_id     uuid not null,
  trade       text not null check (trade in ('property', 'water', 'power', 'gas', 'heat', 'contractor')),
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, unit_id)
);
comment on table cases.partner is 'district: a unit whose contact has no account and is reached by links';

create table cases.partner_link (
  district_id text collate "C" not null,
  id          uuid not null,
  case_id     uuid not null,
  task_id     uuid not null,
  unit_id     uuid not null,
  token_hash  text collate "C" not null,
  words       text not null check (length(words) between 1 and 2000),
  file_ids    uuid[] not null default '{}',
  made_by     uuid not null,
  made_post   uuid not null,
  made_at     timestamptz not null,
  expires_at  timestamptz not null,
  revoked_at  timestamptz,
  pictures    int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint partner_token_taken unique (district_id, token_hash)
);
create index partner_link_by_case on cases.partner_link (district_id, case_id, made_at);
comment on table cases.partner_link is 'district: a key to one task for whoever has no account; only its hash is kept';

create table cases.partner_use (
  district_id text collate "C" not null,
  link_id     uuid not null,
  seq         int not null,
  act         text not null check (act in ('made', 'shown', 'opened', 'picture', 'accepted', 'returned', 'finished', 'refused', 'revoked')),
  at          timestamptz not null,
  ip          text not null default '',
  agent       text not null default '',
  person_id   uuid,
  file_id     uuid,
  primary key (district_id, link_id, seq),
  foreign key (district_id, link_id) references cases.partner_link (district_id, id)
);
comment on table cases.partner_use is 'district: every use of a partner''s key';

-- A partner's contact works by key alone; the kind is there so that a district can say what it may do.
insert into people.post_kind (district_id, code, name, name_en, verbs, reach)
select district_id, 'partner', '合作单位联系人', 'Partner’s contact',
  array['cases.accept', 'cases.finish', 'cases.read', 'cases.return'], 'unit'
from (select distinct district_id from people.post_kind) d
on conflict do nothing;
-- Who keeps partners and gives them links; districts founded before it existed begin with it, too.
update people.post_kind set verbs = array_append(verbs, 'cases.partner')
where code in ('dispatcher', 'coordinator', 'street_centre', 'district_centre', 'unit_manager', 'specialist', 'liaison')
  and not ('cases.partner' = any(verbs));
