create schema cases;

create type cases.status as enum
  ('reported', 'verifying', 'filed', 'dispatched', 'handling', 'handled', 'closed',
   'refused', 'merged', 'transferred', 'withdrawn', 'void');
create type cases.urgency as enum ('routine', 'urgent', 'emergency');
create type cases.channel as enum ('web', 'qr', 'phone', 'chat', 'slip', 'patrol', 'visit', 'sensor', 'api');
create type cases.task_state as enum ('offered', 'accepted', 'returned', 'done', 'rework', 'cancelled');
create type cases.request_kind as enum ('return', 'extension', 'suspension', 'handover', 'transfer');
create type cases.request_state as enum ('asked', 'granted', 'denied', 'withdrawn');
create type cases.stage as enum ('receive', 'verify', 'dispatch', 'accept', 'handle', 'inspect', 'request');

create table cases.case (
  district_id      text collate "C" not null,
  id               uuid not null,
  number           text collate "C" not null check (number ~ '^[0-9]{19}$'),
  short_code       text collate "C" not null check (length(short_code) = 6),
  channel          cases.channel not null,
  title            text not null check (length(title) between 1 and 200),
  words            text not null default '' check (length(words) <= 20000),
  public_words     text,
  matter_kind      text,
  matter_code      text collate "C",
  matter_name      text,
  guide_item_code  text collate "C",
  class            text,
  urgency          cases.urgency not null default 'routine',
  hazard           boolean not null default false,
  rings            boolean not null default false,
  confidential     boolean not null default false,
  status           cases.status not null default 'reported',
  version          int not null default 0,
  head_hash        text collate "C" not null default '',
  lon              double precision,
  lat              double precision,
  point_system     text check (point_system in ('CGCS2000', 'WGS84', 'GCJ02', 'BD09')),
  point_given      jsonb,
  place_method     text check (place_method in ('gps', 'map', 'qr', 'address', 'staff')),
  address          text not null default '',
  address_id       uuid,
  street_code      text collate "C" not null default '',
  community_code   text collate "C" not null default '',
  grid_code        text collate "C" not null default '',
  unit_id          uuid,
  owner            text not null default 'desk' check (owner in ('desk', 'inspector', 'unit', 'coordinator', 'secretary', 'none')),
  owner_post_id    uuid,
  handler_id       uuid,
  inspector_post_id uuid,
  settled_on_spot  boolean not null default false,
  routed_by        jsonb,
  reported_at      timestamptz not null,
  received_at      timestamptz,
  filed_at         timestamptz,
  dispatched_at    timestamptz,
  accepted_at      timestamptz,
  handled_at       timestamptz,
  closed_at        timestamptz,
  receive_promise  timestamptz,
  handle_promise   timestamptz,
  promise_estimated boolean not null default false,
  paused           boolean not null default false,
  due_at           timestamptz,
  returns          int not null default 0,
  reworks          int not null default 0,
  reopenings       int not null default 0,
  solved           boolean,
  satisfied        smallint check (satisfied between 1 and 3),
  public           boolean not null default false,
  tokens           text[] not null default '{}',
  primary key (district_id, id),
  constraint case_number_unique unique (district_id, number),
  constraint case_short_code_unique unique (district_id, short_code),
  constraint open_case_has_an_owner check (
    (status in ('closed', 'refused', 'merged', 'transferred', 'withdrawn', 'void')) = (owner = 'none')),
  constraint dispatched_to_someone check ((status in ('dispatched', 'handling')) <= (unit_id is not null))
);
create index case_newest on cases.case (district_id, reported_at desc, id);
create index case_by_status on cases.case (district_id, status, due_at, id);
create index case_by_community on cases.case (district_id, community_code, status, reported_at desc);
create index case_by_unit on cases.case (district_id, unit_id, status, due_at);
create index case_by_tokens on cases.case using gin (tokens);
create index case_on_ledger on cases.case (district_id, reported_at desc, id) where public;
comment on table cases.case is 'district: the current row of a case, a projection of its events';

create table cases.event (
  district_id     text collate "C" not null,
  case_id         uuid not null,
  seq             int not null,
  type            text not null,
  at              timestamptz not null,
  person_id       uuid,
  post_id         uuid,
  organisation_id uuid,
  body            jsonb not null,
  personal        jsonb,
  salt            text,
  canonical       text not null,
  hash            text collate "C" not null,
  primary key (district_id, case_id, seq),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
comment on table cases.event is 'district: what happened, append-only, chained by hash; personal fields lie outside the chain';

create table cases.daily_root (
  district_id text collate "C" not null,
  day         date not null,
  cases       int not null,
  root        text collate "C" not null,
  made_at     timestamptz not null,
  primary key (district_id, day)
);
comment on table cases.daily_root is 'district: one hash over all heads a day, so that a cut tail shows';

create table cases.report (
  district_id   text collate "C" not null,
  id            uuid not null,
  case_id       uuid not null,
  source        text not null,
  client_id     text collate "C" not null,
  body_hash     text collate "C" not null,
  channel       cases.channel not null,
  words         text not null default '',
  original_text text,
  name_cipher   text,
  phone_cipher  text,
  phone_index   text,
  confidential  boolean not null default false,
  token_hash    text collate "C",
  taken_by      uuid,
  at            timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint report_client_id_taken unique (district_id, source, client_id)
);
create index report_by_case on cases.report (district_id, case_id);
create index report_by_phone on cases.report (district_id, phone_index) where phone_index is not null;
comment on table cases.report is 'district: what somebody sent; the retry key and the encrypted contact live here';

create table cases.attachment (
  district_id    text collate "C" not null,
  case_id        uuid not null,
  file_id        uuid not null,
  role           text not null check (role in ('report', 'before', 'after', 'inspection', 'addition')),
  event_seq      int not null,
  public_file_id uuid,
  released_at    timestamptz,
  released_by    uuid,
  primary key (district_id, case_id, file_id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  foreign key (district_id, file_id) references files.file (district_id, id)
);
comment on table cases.attachment is 'district: photographs of a case; public only after release at the desk';

create table cases.task (
  district_id text collate "C" not null,
  id          uuid not null,
  case_id     uuid not null,
  unit_id     uuid not null,
  role        text not null default 'lead' check (role in ('lead', 'support')),
  state       cases.task_state not null default 'offered',
  assignee_id uuid,
  offered_at  timestamptz not null,
  accepted_at timestamptz,
  arrived_at  timestamptz,
  ended_at    timestamptz,
  words       text,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create index task_by_case on cases.task (district_id, case_id, offered_at);
create index task_by_unit on cases.task (district_id, unit_id, state);
comment on table cases.task is 'district: what one unit has to do in one case';

create table cases.request (
  district_id    text collate "C" not null,
  id             uuid not null,
  case_id        uuid not null,
  task_id        uuid not null,
  kind           cases.request_kind not null,
  state          cases.request_state not null default 'asked',
  reason_code    text not null,
  words          text not null default '',
  asked_limit    jsonb,
  resume_at      timestamptz,
  asked_by       uuid not null,
  asked_at       timestamptz not null,
  decided_by     uuid,
  decided_at     timestamptz,
  decision_words text,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create unique index one_open_request on cases.request (district_id, task_id, kind) where state = 'asked';
create index request_by_case on cases.request (district_id, case_id, asked_at);
comment on table cases.request is 'district: return, extension, suspension, hand-over, transfer: asked and decided';

create table cases.clock (
  district_id      text collate "C" not null,
  id               uuid not null,
  case_id          uuid not null,
  task_id          uuid,
  stage            cases.stage not null,
  round            int not null default 1,
  time_limit       jsonb not null,
  started_at       timestamptz not null,
  stopped_at       timestamptz,
  pauses           jsonb not null default '[]',
  extensions       jsonb not null default '[]',
  due_at           timestamptz,
  estimated        boolean not null default false,
  policy_version   int not null,
  calendar_version int not null,
  on_time          boolean,
  next_level       text,
  next_alarm_at    timestamptz,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create index clock_by_case on cases.clock (district_id, case_id, started_at);
create index clock_alarm on cases.clock (next_alarm_at) where stopped_at is null and next_alarm_at is not null;
comment on table cases.clock is 'district: one stage of one case against one limit, with its pauses';

create table cases.escalation (
  district_id text collate "C" not null,
  case_id     uuid not null,
  clock_id    uuid not null,
  level       text not null check (level in ('reminder', 'yellow', 'overdue', 'manager', 'coordinator', 'secretary', 'street', 'district')),
  at          timestamptz not null,
  primary key (district_id, case_id, clock_id, level),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
comment on table cases.escalation is 'district: each level of each clock once';

create table cases.verdict (
  district_id text collate "C" not null,
  id          uuid not null,
  case_id     uuid not null,
  report_id   uuid not null,
  round       int not null,
  asked_at    timestamptz not null,
  answered_at timestamptz,
  solved      boolean,
  satisfied   smallint check (satisfied between 1 and 3),
  words       text,
  way         text check (way in ('link', 'call', 'visit')),
  taken_by    uuid,
  primary key (district_id, id),
  constraint asked_once_a_round unique (district_id, case_id, report_id, round),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
comment on table cases.verdict is 'district: asked and answered; silence stays silence';

create table cases.routing_rule (
  district_id text collate "C" not null,
  id          uuid not null,
  position    int not null,
  name        text not null,
  when_matters text[] not null default '{}',
  when_guides  text[] not null default '{}',
  when_areas   text[] not null default '{}',
  when_urgency text[] not null default '{}',
  unit_id     uuid not null,
  enabled     boolean not null default true,
  version     int not null default 0,
  primary key (district_id, id)
);
create index routing_in_order on cases.routing_rule (district_id, position);
comment on table cases.routing_rule is 'district: ordered rules; the first that matches names the unit';

create table cases.number_counter (
  district_id text collate "C" not null,
  day         date not null,
  last        int not null,
  primary key (district_id, day)
);
comment on table cases.number_counter is 'district: serials of case numbers, per district and day';
