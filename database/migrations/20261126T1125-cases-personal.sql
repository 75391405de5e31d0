-- Personal data: how long each class is kept, what the daily run took away, and what people concerned ask.
create table cases.retention_rule (
  district_id text collate "C" not null,
  class       text collate "C" not null check (class in ('contact', 'words', 'picture', 'position', 'sign_in')),
  days        int not null check (days between 30 and 36500),
  running     boolean not null default false,
  version     int not null default 0,
  primary key (district_id, class)
);
comment on table cases.retention_rule is 'district: for how many days a class of personal data is kept; runs once switched on';

create table cases.retention_run (
  district_id text collate "C" not null,
  id          uuid not null,
  class       text collate "C" not null,
  dry         boolean not null,
  before      timestamptz not null,
  found       int not null default 0,
  done        int not null default 0,
  kept        int not null default 0,
  by_person   uuid,
  at          timestamptz not null,
  ended_at    timestamptz,
  primary key (district_id, id)
);
create index retention_run_by_time on cases.retention_run (district_id, at desc);
comment on table cases.retention_run is 'district: every run over personal data, with what it found and took away; append-only';

create table cases.personal_hold (
  district_id text collate "C" not null,
  case_id     uuid not null,
  reason      text not null check (length(reason) between 2 and 200),
  by_person   uuid not null,
  at          timestamptz not null,
  primary key (district_id, case_id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
comment on table cases.personal_hold is 'district: cases whose personal data stays as evidence, and why';

create table cases.personal_request (
  district_id     text collate "C" not null,
  id              uuid not null,
  kind            text not null check (kind in ('see', 'copy', 'mend', 'delete')),
  way             text not null check (way in ('desk', 'follow')),
  state           text not null default 'open' check (state in ('open', 'closed')),
  name_cipher     text,
  phone_cipher    text,
  phone_index     text,
  case_id         uuid,
  report_id       uuid,
  words           text not null default '' check (length(words) <= 1000),
  identity_words  text,
  identity_by     uuid,
  identity_at     timestamptz,
  asked_at        timestamptz not null,
  due_at          timestamptz not null,
  taken_by        uuid,
  closed_by       uuid,
  closed_at       timestamptz,
  answer          text,
  version         int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  constraint asked_by_somebody check (phone_index is not null or report_id is not null)
);
create index personal_request_open on cases.personal_request (district_id, due_at) where state = 'open';
comment on table cases.personal_request is 'district: what a person concerned asks about their data: see, copy, mend, delete';

create table cases.personal_act (
  district_id text collate "C" not null,
  request_id  uuid not null,
  seq         int not null,
  report_id   uuid not null,
  field       text not null check (field in ('name', 'phone', 'words', 'pictures')),
  act         text not null check (act in ('mended', 'erased', 'refused')),
  reason      text,
  by_person   uuid not null,
  at          timestamptz not null,
  primary key (district_id, request_id, seq),
  foreign key (district_id, request_id) references cases.personal_request (district_id, id)
);
comment on table cases.personal_act is 'district: what was done for a request, item by item; append-only';

-- Who answers such requests is data; these kinds begin with it.
update people.post_kind set verbs = array_append(verbs, 'cases.personal')
where code in ('district_centre') and not ('cases.personal' = any(verbs));
