-- The ladder from words to an order and on to whoever may punish; mediation beside it; what proves it.
create schema enforcement;

-- What a file says of the case it stands beside: published, since enforcement stands above cases.
create view cases.v_titled_case as
select c.district_id, c.id as case_id, c.short_code, c.number, c.title, c.status, c.matter_kind,
  c.matter_code, c.matter_name, c.address, c.lon, c.lat, c.street_code, c.community_code, c.grid_code
from cases.case c;
comment on view cases.v_titled_case is 'published: title, place and matter of a case, for files that stand beside it; whoever reads it asks for the scope first';

create table enforcement.authority (
  district_id  text collate "C" not null,
  id           uuid not null,
  matter_code  text collate "C" not null check (matter_code ~ '^(\*|[0-9]{5})$'),
  power        text not null check (power in ('inspect', 'order', 'punish')),
  body_id      uuid,
  body_name    text not null check (length(body_name) between 1 and 80),
  system       text not null check (system in ('ours', 'province', 'police', 'fire', 'other')),
  valid_from   text collate "C" not null check (valid_from ~ '^\d{4}-\d{2}-\d{2}$'),
  valid_until  text collate "C" check (valid_until ~ '^\d{4}-\d{2}-\d{2}$'),
  paper_title  text not null check (length(paper_title) between 1 and 200),
  paper_number text not null default '' check (length(paper_number) <= 80),
  paper_file   uuid,
  law          text not null default '' check (length(law) <= 400),
  preset       boolean not null default false,
  version      int not null default 1,
  primary key (district_id, id)
);
create index authority_by_matter on enforcement.authority (district_id, matter_code, power);
comment on table enforcement.authority is 'district: which body may inspect, order, punish in a matter, from when to when, by which paper';

create table enforcement.certificate (
  district_id text collate "C" not null,
  id          uuid not null,
  person_id   uuid not null,
  body_id     uuid not null,
  number      text collate "C" not null check (length(number) between 1 and 40),
  issuer      text not null default '' check (length(issuer) <= 80),
  valid_from  text collate "C" not null check (valid_from ~ '^\d{4}-\d{2}-\d{2}$'),
  valid_until text collate "C" not null check (valid_until ~ '^\d{4}-\d{2}-\d{2}$'),
  revoked_on  text collate "C" check (revoked_on ~ '^\d{4}-\d{2}-\d{2}$'),
  version     int not null default 1,
  primary key (district_id, id),
  constraint certificate_number_taken unique (district_id, number)
);
create index certificate_by_person on enforcement.certificate (district_id, person_id);
comment on table enforcement.certificate is 'district: certificates for enforcing, each of one person and for one body';

create table enforcement.office (
  district_id text collate "C" not null,
  body_id     uuid not null,
  name        text not null check (length(name) between 1 and 80),
  prefix      text not null check (length(prefix) between 1 and 20),
  review_body text not null check (length(review_body) between 1 and 80),
  court       text not null check (length(court) between 1 and 80),
  address     text not null default '' check (length(address) <= 200),
  phone       text not null default '' check (length(phone) <= 40),
  version     int not null default 1,
  primary key (district_id, body_id),
  constraint office_prefix_taken unique (district_id, prefix)
);
comment on table enforcement.office is 'district: how a body signs its papers, and where one may object to them';

create table enforcement.counter (
  district_id text collate "C" not null,
  body_id     uuid not null,
  kind        text not null check (kind in ('order', 'transfer')),
  year        int not null,
  last        int not null,
  primary key (district_id, body_id, kind, year)
);
comment on table enforcement.counter is 'district: the last number of a unit and year; its row is locked while a paper is made, so none is skipped';

create table enforcement.template (
  district_id text collate "C" not null,
  kind        text not null check (kind in ('order', 'receipt', 'reinspection', 'promise', 'transfer', 'agreement')),
  version     int not null,
  body        jsonb not null,
  made_at     timestamptz not null,
  made_by     uuid,
  primary key (district_id, kind, version)
);
comment on table enforcement.template is 'district: papers as an office words them, every version kept; without one the preset holds';

create table enforcement.file (
  district_id    text collate "C" not null,
  id             uuid not null,
  case_id        uuid,
  title          text not null check (length(title) between 1 and 120),
  matter_code    text collate "C" check (matter_code ~ '^[0-9]{5}$'),
  matter_name    text not null default '',
  sells          text not null default 'none'
                 check (sells in ('none', 'farm_produce', 'daily_goods', 'cooked_food', 'other')),
  address        text not null check (length(address) <= 200),
  place_key      text collate "C" not null,
  lon            double precision,
  lat            double precision,
  street_code    text collate "C" not null default '',
  community_code text collate "C" not null default '',
  grid_code      text collate "C" not null default '',
  state          text not null check (state in ('words', 'promised', 'ordered', 'served', 'unmended',
                 'handed_over', 'mended', 'decided', 'void')),
  body_id        uuid,
  stalls_offered boolean not null default false,
  due_at         timestamptz,
  due_kind       text check (due_kind in ('promise', 'service', 'reinspection', 'decision')),
  rung_at        timestamptz,
  escalated_at   timestamptz,
  opened_by      uuid not null,
  opened_at      timestamptz not null,
  ended_at       timestamptz,
  version        int not null,
  head_hash      text collate "C" not null,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create index file_by_case on enforcement.file (district_id, case_id);
create index file_due on enforcement.file (due_at) where due_at is not null;
create index file_newest on enforcement.file (district_id, opened_at desc, id);
create index file_by_place on enforcement.file (district_id, place_key);
comment on table enforcement.file is 'district: one matter with one party or several, from the first words to its end';

create table enforcement.step (
  district_id     text collate "C" not null,
  file_id         uuid not null,
  seq             int not null,
  client_id       uuid not null,
  type            text collate "C" not null,
  at              timestamptz not null,
  person_id       uuid,
  post_id         uuid,
  organisation_id uuid,
  body            jsonb not null,
  personal        jsonb,
  salt            text collate "C",
  canonical       text not null,
  hash            text collate "C" not null,
  primary key (district_id, file_id, seq),
  constraint step_client_id unique (district_id, client_id),
  foreign key (district_id, file_id) references enforcement.file (district_id, id)
);
create index step_by_organisation on enforcement.step (district_id, organisation_id, file_id);
comment on table enforcement.step is 'district: what was done, appended only, each linked to the one before by its hash';

create table enforcement.party (
  district_id text collate "C" not null,
  file_id     uuid not null,
  id          uuid not null,
  kind        text not null check (kind in ('person', 'household', 'shop', 'organisation')),
  subject_id  uuid,
  masked      text not null,
  name_cipher text not null,
  name_index  text collate "C" not null,
  about_cipher text,
  primary key (district_id, id),
  foreign key (district_id, file_id) references enforcement.file (district_id, id),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id)
);
create index party_by_file on enforcement.party (district_id, file_id);
create index party_by_subject on enforcement.party (district_id, subject_id) where subject_id is not null;
create index party_by_name on enforcement.party (district_id, name_index);
comment on table enforcement.party is 'district: whom a file is about, as they were called then: sealed, with a link to the subject';

create table enforcement.promise (
  district_id text collate "C" not null,
  id          uuid not null,
  file_id     uuid not null,
  party_id    uuid not null,
  what        text not null check (length(what) between 1 and 1000),
  by_day      text collate "C" not null check (by_day ~ '^\d{4}-\d{2}-\d{2}$'),
  state       text not null default 'open' check (state in ('open', 'kept', 'broken')),
  primary key (district_id, id),
  foreign key (district_id, file_id) references enforcement.file (district_id, id),
  foreign key (district_id, party_id) references enforcement.party (district_id, id)
);
create index promise_by_file on enforcement.promise (district_id, file_id);
comment on table enforcement.promise is 'district: what a party promised in writing, and by when';

create table enforcement.paper (
  district_id      text collate "C" not null,
  id               uuid not null,
  file_id          uuid not null,
  kind             text not null check (kind in ('order', 'receipt', 'reinspection', 'promise', 'transfer', 'agreement')),
  number           text collate "C",
  body_id          uuid,
  year             int,
  serial           int,
  made_at          timestamptz not null,
  made_by          uuid not null,
  seq              int not null,
  until_day        text collate "C" check (until_day ~ '^\d{4}-\d{2}-\d{2}$'),
  state            text not null default 'valid' check (state in ('valid', 'withdrawn')),
  template_version int not null,
  template         jsonb not null,
  fields_cipher    text not null,
  primary key (district_id, id),
  constraint paper_number_taken unique (district_id, body_id, kind, year, serial),
  foreign key (district_id, file_id) references enforcement.file (district_id, id),
  check ((number is null) = (serial is null))
);
create index paper_by_file on enforcement.paper (district_id, file_id, made_at);
comment on table enforcement.paper is 'district: a paper as it was made: its fields sealed, with the wording it was made by, so that it prints the same for ever';

create table enforcement.service (
  district_id text collate "C" not null,
  id          uuid not null,
  file_id     uuid not null,
  paper_id    uuid not null,
  mode        text not null check (mode in ('direct', 'left', 'post', 'message', 'entrusted', 'notice')),
  proof_cipher text not null,
  on_day      text collate "C" not null,
  served_on   text collate "C" not null,
  primary key (district_id, id),
  constraint paper_served_once unique (district_id, paper_id),
  foreign key (district_id, file_id) references enforcement.file (district_id, id),
  foreign key (district_id, paper_id) references enforcement.paper (district_id, id)
);
create index service_by_file on enforcement.service (district_id, file_id);
comment on table enforcement.service is 'district: how a paper reached its party, with the proof that this way needs';

create table enforcement.handover (
  district_id text collate "C" not null,
  id          uuid not null,
  file_id     uuid not null,
  paper_id    uuid not null,
  to_name     text not null,
  to_system   text not null check (to_system in ('ours', 'province', 'police', 'fire', 'other')),
  reason      text not null check (reason in ('unmended', 'no_power')),
  state       text not null default 'sent' check (state in ('sent', 'received', 'filed', 'decided', 'not_punished', 'returned')),
  their_number text not null default '',
  filed_on    text collate "C",
  decided_on  text collate "C",
  sent_at     timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, file_id) references enforcement.file (district_id, id),
  foreign key (district_id, paper_id) references enforcement.paper (district_id, id)
);
create index handover_by_file on enforcement.handover (district_id, file_id);
comment on table enforcement.handover is 'district: a file that went to the body that may punish; of theirs we keep number, state and dates';

create table enforcement.evidence (
  district_id    text collate "C" not null,
  id             uuid not null,
  file_id        uuid not null,
  picture_id     uuid not null,
  seq            int not null,
  caption        text not null default '' check (length(caption) <= 200),
  said_sha256    text collate "C" check (said_sha256 ~ '^[0-9a-f]{64}$'),
  kept_sha256    text collate "C" not null,
  said_at        timestamptz,
  received_at    timestamptz not null,
  added_by       uuid not null,
  public_file_id uuid,
  primary key (district_id, id),
  foreign key (district_id, file_id) references enforcement.file (district_id, id)
);
create index evidence_by_file on enforcement.evidence (district_id, file_id, seq);
create index evidence_by_picture on enforcement.evidence (district_id, picture_id);
comment on table enforcement.evidence is 'district: pictures that prove a step; the hash that the phone said, and that of what came';

create table enforcement.custody (
  district_id text collate "C" not null,
  id          uuid not null,
  file_id     uuid not null,
  evidence_id uuid,
  act         text not null check (act in ('added', 'looked', 'exported', 'redacted')),
  at          timestamptz not null,
  person_id   uuid not null,
  post_id     uuid not null,
  reason      text not null default '' check (length(reason) <= 200),
  primary key (district_id, id),
  foreign key (district_id, file_id) references enforcement.file (district_id, id)
);
create index custody_by_file on enforcement.custody (district_id, file_id, at);
comment on table enforcement.custody is 'district: who added, looked at, redacted or exported evidence; without a picture: the whole file';

create table enforcement.mediation (
  district_id   text collate "C" not null,
  id            uuid not null,
  file_id       uuid not null,
  body_kind     text not null check (body_kind in ('peoples_committee', 'administrative', 'trade', 'community', 'other')),
  body_name     text not null check (length(body_name) between 1 and 80),
  mediator      text not null check (length(mediator) between 1 and 40),
  facts_cipher  text not null,
  state         text not null check (state in ('open', 'agreed', 'confirming', 'confirmed', 'kept', 'broken', 'failed')),
  form          text check (form in ('oral', 'written')),
  agreement_cipher text,
  agreed_on     text collate "C",
  perform_until text collate "C",
  confirm_until text collate "C",
  court         text,
  court_result  text,
  follow_up     text,
  began_at      timestamptz not null,
  ended_at      timestamptz,
  primary key (district_id, id),
  foreign key (district_id, file_id) references enforcement.file (district_id, id)
);
create index mediation_by_file on enforcement.mediation (district_id, file_id);
comment on table enforcement.mediation is 'district: mediation beside a file: body, mediator, facts, agreement, confirmation, follow-up';

create table enforcement.mediation_party (
  district_id  text collate "C" not null,
  mediation_id uuid not null,
  id           uuid not null,
  name_cipher  text not null,
  signed       boolean not null default false,
  primary key (district_id, mediation_id, id),
  foreign key (district_id, mediation_id) references enforcement.mediation (district_id, id)
);
comment on table enforcement.mediation_party is 'district: the parties of a mediation, sealed, and who signed';

-- Rights: who helps dissuades, officers act; districts founded before this have them too.
update people.post_kind k
set verbs = (select array_agg(distinct v order by v) from unnest(k.verbs || p.verbs) v)
from (values
  ('grid_worker', array['enforcement.read', 'enforcement.dissuade']),
  ('liaison', array['enforcement.dissuade', 'enforcement.read']),
  ('officer', array['enforcement.read', 'enforcement.dissuade', 'enforcement.talk', 'enforcement.act', 'enforcement.mediate']),
  ('coordinator', array['enforcement.read', 'enforcement.dissuade', 'enforcement.talk', 'enforcement.mediate']),
  ('secretary', array['enforcement.read', 'enforcement.talk', 'enforcement.mediate']),
  ('street_centre', array['enforcement.read', 'enforcement.dissuade', 'enforcement.talk', 'enforcement.mediate', 'enforcement.export']),
  ('district_centre', array['enforcement.read', 'enforcement.dissuade', 'enforcement.talk', 'enforcement.mediate', 'enforcement.export', 'enforcement.settings']),
  ('system_admin', array['enforcement.settings'])
) p (code, verbs)
where k.code = p.code;
