create table people.post_kind_revision (
  district_id text collate "C" not null,
  code        text collate "C" not null,
  version     int not null,
  before      jsonb,
  after       jsonb not null,
  by_person   uuid not null,
  at          timestamptz not null,
  primary key (district_id, code, version),
  foreign key (district_id, code) references people.post_kind (district_id, code)
);
comment on table people.post_kind_revision is 'district: every edit of what a kind of post may do; append-only';
