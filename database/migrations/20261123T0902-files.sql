create schema files;

create table files.file (
  district_id  text collate "C" not null,
  id           uuid not null,
  sha256       text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
  kind         text not null check (kind in ('original', 'public', 'thumb')),
  derived_from uuid,
  media_type   text not null,
  bytes        bigint not null check (bytes > 0),
  width        int,
  height       int,
  taken_at     timestamptz,
  created_at   timestamptz not null,
  uploader     text,
  claimed_at   timestamptz,
  deleted_at   timestamptz,
  primary key (district_id, id),
  foreign key (district_id, derived_from) references files.file (district_id, id)
);
create index file_by_hash on files.file (district_id, sha256);
create index file_by_origin on files.file (district_id, derived_from);
create index file_unclaimed on files.file (created_at) where claimed_at is null and deleted_at is null;
comment on table files.file is 'district: stored once by hash; originals restricted, derivatives scrubbed of metadata; unclaimed ones are swept';
