create schema places;

create table places.division (
  code        text collate "C" primary key check (code ~ '^[0-9]{2,12}$'),
  name        text not null,
  kind        text not null check (kind in ('province', 'city', 'county', 'street', 'community', 'village')),
  parent_code text collate "C",
  edition     text not null,
  by_hand     boolean not null default false
);
comment on table places.division is 'reference: official division codes, imported by edition; codes added by hand are marked';

create table places.district (
  district_id text collate "C" primary key check (district_id ~ '^[0-9]{6}$'),
  name        text not null,
  name_en     text not null,
  time_zone   text not null default 'Asia/Shanghai',
  lon         double precision not null,
  lat         double precision not null,
  demo        boolean not null default false,
  settings    jsonb not null default '{}',
  version     int not null default 0,
  created_at  timestamptz not null
);
comment on table places.district is 'district: one tenant; its settings are data that the district edits';

-- Divisions, grids and blocks of a district: everything that has a code and an outline.
create table places.area (
  district_id text collate "C" not null references places.district,
  code        text collate "C" not null check (code ~ '^[0-9]{6,15}$'),
  level       text not null check (level in ('district', 'street', 'community', 'grid')),
  name        text not null,
  parent_code text collate "C",
  boundary    jsonb,
  lon         double precision,
  lat         double precision,
  schematic   boolean not null default false,
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, code),
  constraint area_in_its_district check (left(code, 6) = district_id or level = 'district')
);
create index area_by_parent on places.area (district_id, parent_code);
comment on table places.area is 'district: street, community and grid with outlines; the code is the path';

create table places.address (
  district_id    text collate "C" not null references places.district,
  id             uuid not null,
  kind           text not null check (kind in ('road', 'estate', 'building', 'entrance', 'landmark')),
  name           text not null check (length(name) between 1 and 120),
  full_text      text not null,
  parent_id      uuid,
  community_code text collate "C" not null,
  grid_code      text collate "C",
  lon            double precision not null,
  lat            double precision not null,
  tokens         text[] not null default '{}',
  active         boolean not null default true,
  primary key (district_id, id),
  foreign key (district_id, parent_id) references places.address (district_id, id)
);
create index address_by_tokens on places.address using gin (tokens);
create index address_by_community on places.address (district_id, community_code);
comment on table places.address is 'district: roads, estates, buildings and landmarks that addresses complete from';

create table places.doorplate (
  district_id text collate "C" not null,
  token       text collate "C" not null check (length(token) >= 16),
  address_id  uuid not null,
  printed_at  timestamptz not null,
  revoked_at  timestamptz,
  primary key (district_id, token),
  foreign key (district_id, address_id) references places.address (district_id, id)
);
comment on table places.doorplate is 'district: QR codes at doors; opaque tokens, revocable';
