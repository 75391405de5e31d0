-- What a module above may read of the words that people sent, and of whom it may count as one person:
-- a mark that the telephone leaves, never the telephone. Who sees a row is decided by its place.
create view cases.v_report as
select
  r.district_id, r.id as report_id, r.case_id, r.at, r.words,
  coalesce(md5(r.district_id || ':' || r.phone_index), r.id::text) as reporter,
  c.confidential or r.confidential as confidential,
  c.short_code, c.title, c.address, c.matter_name, c.status, c.version, c.lon, c.lat,
  c.street_code, c.community_code, c.grid_code
from cases.report r
join cases.case c on c.district_id = r.district_id and c.id = r.case_id;
comment on view cases.v_report is 'published: what people sent, for reading: words, place and a mark of the person; scope and confidence are the reader''s duty';

create view cases.v_sight as select district_id, case_id, unit_id from cases.sight;
comment on view cases.v_sight is 'published: the units that see a case';

create table reading.heard (
  district_id text collate "C" not null primary key,
  messages    int not null default 0,
  issues      int not null default 0
);
comment on table reading.heard is 'district: how many messages were put into groups, and how many groups there are; its row is held while one is put';

create table reading.term_count (
  district_id text collate "C" not null,
  term        int not null,
  messages    int not null,
  primary key (district_id, term)
);
comment on table reading.term_count is 'district: in how many messages a term was, by its number; no words';

create table reading.issue (
  district_id    text collate "C" not null,
  number         int not null,
  opened_at      timestamptz not null,
  last_at        timestamptz not null,
  messages       int not null default 0,
  people         int not null default 0,
  detected_at    timestamptz,
  joined_into    int,
  name_length    double precision not null default 0,
  trouble_length double precision not null default 0,
  saying_length  double precision not null default 0,
  version        int not null default 0,
  primary key (district_id, number),
  foreign key (district_id, joined_into) references reading.issue (district_id, number)
);
create index issue_detected on reading.issue (district_id, last_at)
  where detected_at is not null and joined_into is null;
comment on table reading.issue is 'district: a group of messages about one trouble at one place; an issue once enough people wrote of it';
comment on column reading.issue.detected_at is 'when enough people had written; null until then';

create table reading.issue_term (
  district_id text collate "C" not null,
  issue       int not null,
  term        int not null,
  kind        text not null check (kind in ('name', 'trouble', 'saying')),
  words       text not null,
  weight      double precision not null,
  messages    int not null,
  primary key (district_id, issue, term),
  foreign key (district_id, issue) references reading.issue (district_id, number)
);
create index issue_term_by_term on reading.issue_term (district_id, term, issue desc)
  where kind <> 'trouble';
comment on table reading.issue_term is 'district: what a group''s messages say together; words only of places and troubles, never of people';

create table reading.issue_member (
  district_id text collate "C" not null,
  report_id   uuid not null,
  case_id     uuid not null,
  issue       int not null,
  at          timestamptz not null,
  reporter    text not null,
  likeness    jsonb,
  put_by      uuid,
  primary key (district_id, report_id),
  foreign key (district_id, report_id) references cases.report (district_id, id),
  foreign key (district_id, issue) references reading.issue (district_id, number)
);
create index issue_member_by_issue on reading.issue_member (district_id, issue, at);
create index issue_member_by_case on reading.issue_member (district_id, case_id);
comment on table reading.issue_member is 'district: which group a message is in, and how alike it was';
comment on column reading.issue_member.put_by is 'who put it there; null: the rule did';

create table reading.issue_apart (
  district_id text collate "C" not null,
  issue       int not null,
  other       int not null,
  primary key (district_id, issue, other),
  foreign key (district_id, issue) references reading.issue (district_id, number),
  foreign key (district_id, other) references reading.issue (district_id, number)
);
comment on table reading.issue_apart is 'district: two groups that a person has parted; the rule does not join them again';

create table reading.issue_step (
  district_id text collate "C" not null,
  issue       int not null,
  seq         int not null,
  type        text not null check (type in ('detected', 'joined', 'taken_out')),
  at          timestamptz not null,
  person_id   uuid,
  body        jsonb not null default '{}',
  primary key (district_id, issue, seq),
  foreign key (district_id, issue) references reading.issue (district_id, number)
);
comment on table reading.issue_step is 'district: what was done with an issue; null person: the rule did it';
