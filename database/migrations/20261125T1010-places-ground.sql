-- What lies under the outlines of a district: its own roads, water and buildings, ready to be served.
create table places.basemap (
  district_id text collate "C" not null references places.district,
  kind        text not null check (kind in ('roads', 'water', 'buildings')),
  body        bytea not null,
  etag        text not null,
  features    int not null,
  bytes       int not null,
  schematic   boolean not null,
  source      text not null,
  imported_at timestamptz not null,
  primary key (district_id, kind)
);
comment on table places.basemap is 'district: a layer of the map as gzipped GeoJSON, simplified when it was taken in';

-- What was changed, when and by whom. The audit log lies above this module and tells no contents.
create table places.revision (
  district_id  text collate "C" not null references places.district,
  id           uuid not null,
  subject_kind text not null check (subject_kind in ('district', 'area', 'address', 'doorplate', 'basemap')),
  subject_id   text collate "C" not null,
  act          text not null,
  person_id    uuid,
  at           timestamptz not null,
  before       jsonb,
  after        jsonb,
  primary key (district_id, id)
);
create index revision_of_subject on places.revision (district_id, subject_kind, subject_id, at desc);
create index revision_by_time on places.revision (district_id, at desc, id);
comment on table places.revision is 'district: every change of a place with its values before and after';

create index address_by_parent on places.address (district_id, parent_id);
create index address_by_code on places.address (district_id, full_text collate "C", id);
create index doorplate_by_address on places.doorplate (district_id, address_id);
create index division_by_parent on places.division (parent_code);
-- Nearest first among many: completion walks outwards from where the person stands.
create index address_by_place on places.address using gist (point(lon, lat));
