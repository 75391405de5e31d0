-- Whom and what the work is about: people, households, dwellings, buildings, shops and organisations,
-- entered once, masked by class, each field with where it came from.
create schema subjects;

create table subjects.subject (
  district_id    text collate "C" not null,
  id             uuid not null,
  kind           text not null
                 check (kind in ('person', 'household', 'dwelling', 'building', 'shop', 'organisation')),
  -- Of a person only what is shown masked; the name itself is sealed.
  name           text collate "C" not null check (length(name) between 1 and 120),
  status         text not null default 'active' check (status in ('active', 'closed')),
  class          text not null check (class in ('plain', 'personal', 'sensitive')),
  address_id     uuid,
  address_text   text collate "C" not null default '' check (length(address_text) <= 200),
  street_code    text collate "C" not null default '',
  community_code text collate "C" not null default '',
  grid_code      text collate "C" not null default '',
  lon            double precision,
  lat            double precision,
  note           text not null default '' check (length(note) <= 1000),
  tokens         text[] not null default '{}',
  -- Where it was joined to another: the next one, and the last of the chain (itself, where it was not).
  merged_into    uuid,
  root_id        uuid not null,
  version        int not null default 1,
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, address_id) references places.address (district_id, id),
  foreign key (district_id, merged_into) references subjects.subject (district_id, id),
  foreign key (district_id, root_id) references subjects.subject (district_id, id),
  constraint point_is_whole check ((lon is null) = (lat is null)),
  constraint root_is_itself_or_merged check ((merged_into is null) = (root_id = id))
);
create index subject_by_address on subjects.subject (district_id, address_text, id);
create index subject_by_tokens on subjects.subject using gin (tokens);
create index subject_by_community on subjects.subject (district_id, community_code, kind, address_text, id);
create index subject_by_street on subjects.subject (district_id, street_code, kind, address_text, id);
create index subject_by_grid on subjects.subject (district_id, grid_code, kind, address_text, id);
create index subject_by_root on subjects.subject (district_id, root_id) where merged_into is not null;
create index subject_at_address on subjects.subject (district_id, address_id) where address_id is not null;
comment on table subjects.subject is 'district: one person, household, dwelling, building, shop or organisation that the work is about';

create table subjects.sealed (
  district_id text collate "C" not null,
  subject_id  uuid not null,
  field       text not null check (field in ('name', 'phone', 'identity')),
  cipher      text not null,
  blind       text collate "C" not null,
  primary key (district_id, subject_id, field),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id)
);
create index sealed_by_blind on subjects.sealed (district_id, blind, field);
comment on table subjects.sealed is 'district: names of people, telephones and identity numbers, encrypted, found again by a keyed digest';

create table subjects.shop (
  district_id text collate "C" not null,
  subject_id  uuid not null,
  licence     text collate "C" check (length(licence) between 1 and 40),
  trade       text not null default '' check (length(trade) <= 60),
  block       text not null default '' check (length(block) <= 60),
  primary key (district_id, subject_id),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id)
);
create index shop_by_licence on subjects.shop (district_id, licence) where licence is not null;
comment on table subjects.shop is 'district: what is known of a shop beside its sign and place';

create table subjects.organisation (
  district_id text collate "C" not null,
  subject_id  uuid not null,
  credit_code text collate "C" check (credit_code ~ '^[0-9A-Z]{18}$'),
  form        text not null default 'company'
              check (form in ('company', 'property', 'public_body', 'institution', 'association', 'other')),
  primary key (district_id, subject_id),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id)
);
create index organisation_by_code on subjects.organisation (district_id, credit_code)
  where credit_code is not null;
comment on table subjects.organisation is 'district: what is known of an organisation beside its name and place';

create table subjects.building (
  district_id text collate "C" not null,
  subject_id  uuid not null,
  storeys     smallint check (storeys between 1 and 200),
  units       smallint check (units between 1 and 100),
  built_year  smallint check (built_year between 1800 and 2100),
  primary key (district_id, subject_id),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id)
);
comment on table subjects.building is 'district: what is known of a building';

create table subjects.dwelling (
  district_id text collate "C" not null,
  subject_id  uuid not null,
  building_id uuid,
  unit        text not null default '' check (length(unit) <= 20),
  floor       smallint check (floor between -5 and 200),
  room        text not null default '' check (length(room) <= 20),
  area_m2     double precision check (area_m2 > 0),
  primary key (district_id, subject_id),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id),
  foreign key (district_id, building_id) references subjects.subject (district_id, id)
);
create index dwelling_by_building on subjects.dwelling (district_id, building_id);
comment on table subjects.dwelling is 'district: a home: building, unit, floor, room';

create table subjects.household (
  district_id text collate "C" not null,
  subject_id  uuid not null,
  people      smallint check (people between 1 and 99),
  needs       text[] not null default '{}'
              check (needs <@ array['alone', 'aged', 'mobility', 'hearing', 'small_child']),
  primary key (district_id, subject_id),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id)
);
comment on table subjects.household is 'district: who lives together; needs are coarse and say why one calls, never what somebody is';

create table subjects.relation (
  district_id text collate "C" not null,
  id          uuid not null,
  kind        text not null
              check (kind in ('lives_in', 'belongs_to', 'operates', 'located_in', 'represents', 'manages')),
  from_id     uuid not null,
  to_id       uuid not null,
  since       date,
  until       date,
  source      text not null,
  made_at     timestamptz not null,
  made_by     uuid,
  primary key (district_id, id),
  foreign key (district_id, from_id) references subjects.subject (district_id, id),
  foreign key (district_id, to_id) references subjects.subject (district_id, id),
  constraint relation_of_two check (from_id <> to_id),
  constraint relation_ends_after_it_begins check (until >= since)
);
create index relation_from on subjects.relation (district_id, from_id, kind);
create index relation_to on subjects.relation (district_id, to_id, kind);
comment on table subjects.relation is 'district: who lives where, who keeps which shop, from when until when';

create table subjects.provenance (
  district_id text collate "C" not null,
  subject_id  uuid not null,
  field       text collate "C" not null,
  source      text not null check (source in ('desk', 'visit', 'document', 'sheet', 'case', 'system')),
  at          timestamptz not null,
  person_id   uuid,
  primary key (district_id, subject_id, field),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id)
);
comment on table subjects.provenance is 'district: where each field of a subject came from, when, and through whom';

create table subjects.change (
  district_id text collate "C" not null,
  subject_id  uuid not null,
  seq         int not null,
  act         text not null check (act in ('made', 'mended', 'related', 'unrelated', 'merged', 'merge_undone')),
  at          timestamptz not null,
  person_id   uuid,
  post_id     uuid,
  source      text not null,
  -- Before and after of each field; of what is sealed only that it changed.
  fields      jsonb not null default '{}',
  primary key (district_id, subject_id, seq),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id)
);
comment on table subjects.change is 'district: every change of a subject, only added to';

create table subjects.merge (
  district_id text collate "C" not null,
  id          uuid not null,
  gone_id     uuid not null,
  kept_id     uuid not null,
  reason      text not null check (length(reason) between 1 and 500),
  merged_at   timestamptz not null,
  merged_by   uuid not null,
  undone_at   timestamptz,
  undone_by   uuid,
  primary key (district_id, id),
  foreign key (district_id, gone_id) references subjects.subject (district_id, id),
  foreign key (district_id, kept_id) references subjects.subject (district_id, id)
);
create unique index merge_standing on subjects.merge (district_id, gone_id) where undone_at is null;
create index merge_by_kept on subjects.merge (district_id, kept_id);
comment on table subjects.merge is 'district: two entries of one thing joined, and taken apart again';

create view subjects.v_subject as
select s.district_id, s.id, s.root_id, s.kind, s.name, s.status, s.class, s.address_id, s.address_text,
  s.street_code, s.community_code, s.grid_code, s.lon, s.lat,
  coalesce(h.needs, '{}') as needs, coalesce(p.trade, '') as trade, coalesce(p.block, '') as block
from subjects.subject s
left join subjects.household h on h.district_id = s.district_id and h.subject_id = s.id
left join subjects.shop p on p.district_id = s.district_id and p.subject_id = s.id;
comment on view subjects.v_subject is 'published: subjects without a personal field in clear; what was joined names its root_id';

update people.post_kind set verbs = verbs || array['subjects.read', 'subjects.edit', 'subjects.see_contact']
where code in ('grid_worker', 'officer', 'clerk') and not ('subjects.read' = any(verbs));
update people.post_kind set verbs = verbs ||
  array['subjects.read', 'subjects.edit', 'subjects.keep', 'subjects.see_contact']
where code in ('coordinator', 'street_centre', 'district_centre') and not ('subjects.read' = any(verbs));
update people.post_kind set verbs = verbs || array['subjects.read', 'subjects.see_contact']
where code = 'secretary' and not ('subjects.read' = any(verbs));
