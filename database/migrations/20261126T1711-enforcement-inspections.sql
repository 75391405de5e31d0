-- Administrative inspection (行政检查): plans that were approved, how often an enterprise may be inspected,
-- and each inspection by two certified people with its result. A service visit is another record.
create table enforcement.admin_inspection_plan (
  district_id text collate "C" not null,
  id          uuid not null,
  body_id     uuid not null,
  title       text not null check (length(title) between 1 and 120),
  year        int not null check (year between 2000 and 2999),
  month       int check (month between 1 and 12),
  area_code   text collate "C" not null check (length(area_code) in (6, 9, 12)),
  state       text not null default 'draft' check (state in ('draft', 'approved', 'withdrawn')),
  made_by     uuid not null,
  made_at     timestamptz not null,
  decided_by  uuid,
  decided_at  timestamptz,
  decided_words text not null default '' check (length(decided_words) <= 400),
  version     int not null default 1,
  primary key (district_id, id),
  constraint plan_decided check ((state = 'draft') = (decided_by is null))
);
create index admin_inspection_plan_by_year on enforcement.admin_inspection_plan (district_id, year desc, id);
comment on table enforcement.admin_inspection_plan is 'district: plans of administrative inspection for a year or a month; nothing is planned before one is approved';

create table enforcement.admin_inspection_item (
  district_id  text collate "C" not null,
  plan_id      uuid not null,
  id           uuid not null,
  position     int not null,
  matter_code  text collate "C" not null check (matter_code ~ '^[0-9]{5}$'),
  matter_name  text not null,
  basis        text not null check (length(basis) between 1 and 400),
  looks        text[] not null,
  subject_kind text not null check (subject_kind in ('shop', 'organisation')),
  times        int not null check (times between 1 and 12),
  primary key (district_id, plan_id, id),
  foreign key (district_id, plan_id) references enforcement.admin_inspection_plan (district_id, id)
);
comment on table enforcement.admin_inspection_item is 'district: what a plan has inspected: matter, basis in law, whom, how often in its span';

create table enforcement.admin_inspection_cap (
  district_id  text collate "C" not null,
  id           uuid not null,
  subject_kind text not null check (subject_kind in ('shop', 'organisation')),
  matter_code  text collate "C" not null check (matter_code ~ '^(\*|[0-9]{5})$'),
  times        int not null check (times between 0 and 99),
  per          text not null check (per in ('month', 'quarter', 'half', 'year')),
  law          text not null default '' check (length(law) <= 400),
  active       boolean not null default true,
  version      int not null default 1,
  primary key (district_id, id)
);
comment on table enforcement.admin_inspection_cap is 'district: how often one body may inspect one enterprise in a span, over all matters or in one';

create table enforcement.admin_inspection (
  district_id    text collate "C" not null,
  id             uuid not null,
  body_id        uuid not null,
  body_name      text not null,
  plan_id        uuid,
  item_id        uuid,
  ground         text not null check (ground in ('plan', 'complaint', 'handed', 'signal', 'asked')),
  ground_words   text not null default '' check (length(ground_words) <= 400),
  approver       text not null default '' check (length(approver) <= 80),
  about_case_id  uuid,
  subject_id     uuid not null,
  subject_kind   text not null check (subject_kind in ('shop', 'organisation')),
  subject_name   text not null,
  address        text not null,
  lon            double precision,
  lat            double precision,
  street_code    text collate "C" not null default '',
  community_code text collate "C" not null default '',
  grid_code      text collate "C" not null default '',
  matter_code    text collate "C" not null check (matter_code ~ '^[0-9]{5}$'),
  matter_name    text not null,
  day            text collate "C" not null check (day ~ '^\d{4}-\d{2}-\d{2}$'),
  inspected_at   timestamptz not null,
  received_at    timestamptz not null,
  phone_done_at  timestamptz,
  phone_sent_at  timestamptz,
  officers       jsonb not null,
  looks          jsonb not null,
  result         text not null check (result in ('no_problem', 'problem')),
  signing        text not null check (signing in ('signed', 'refused')),
  year           int not null,
  serial         int not null,
  number         text collate "C" not null,
  template_version int not null,
  template       jsonb not null,
  sealed         text not null,
  file_id        uuid,
  case_id        uuid,
  voided_at      timestamptz,
  voided_by      uuid,
  voided_words   text not null default '' check (length(voided_words) <= 400),
  person_id      uuid not null,
  post_id        uuid not null,
  body_hash      text collate "C" not null,
  version        int not null default 1,
  primary key (district_id, id),
  constraint admin_inspection_number_taken unique (district_id, body_id, year, serial),
  foreign key (district_id, plan_id, item_id) references enforcement.admin_inspection_item (district_id, plan_id, id),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id),
  foreign key (district_id, file_id) references enforcement.file (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  foreign key (district_id, about_case_id) references cases.case (district_id, id),
  check ((ground = 'plan') = (item_id is not null))
);
create index admin_inspection_newest on enforcement.admin_inspection (district_id, inspected_at desc, id desc);
create index admin_inspection_by_subject on enforcement.admin_inspection (district_id, subject_id, day);
create index admin_inspection_by_person on enforcement.admin_inspection (district_id, person_id, inspected_at);
create index admin_inspection_by_file on enforcement.admin_inspection (district_id, file_id) where file_id is not null;
create index admin_inspection_by_case on enforcement.admin_inspection (district_id, case_id) where case_id is not null;
create index admin_inspection_about_case on enforcement.admin_inspection (district_id, about_case_id) where about_case_id is not null;
comment on table enforcement.admin_inspection is 'district: one administrative inspection as its record says it, what is personal in it sealed; prints the same for ever';

create table enforcement.admin_inspection_picture (
  district_id   text collate "C" not null,
  inspection_id uuid not null,
  id            uuid not null,
  picture_id    uuid not null,
  caption       text not null default '' check (length(caption) <= 200),
  said_sha256   text collate "C" check (said_sha256 ~ '^[0-9a-f]{64}$'),
  kept_sha256   text collate "C" not null,
  said_at       timestamptz,
  primary key (district_id, inspection_id, id),
  foreign key (district_id, inspection_id) references enforcement.admin_inspection (district_id, id)
);
create index admin_inspection_picture_by_picture on enforcement.admin_inspection_picture (district_id, picture_id);
comment on table enforcement.admin_inspection_picture is 'district: pictures of an inspection; the hash that the phone said, and that of what came';

-- The record of an inspection is numbered and worded like the other papers.
alter table enforcement.counter drop constraint counter_kind_check;
alter table enforcement.counter add constraint counter_kind_check
  check (kind in ('order', 'transfer', 'inspection'));
alter table enforcement.template drop constraint template_kind_check;
alter table enforcement.template add constraint template_kind_check
  check (kind in ('order', 'receipt', 'reinspection', 'promise', 'transfer', 'agreement', 'inspection'));

-- Rights: officers plan, those above approve; districts founded before this have them too.
update people.post_kind k
set verbs = (select array_agg(distinct v order by v) from unnest(k.verbs || p.verbs) v)
from (values
  ('officer', array['enforcement.plan']),
  ('street_centre', array['enforcement.plan', 'enforcement.approve']),
  ('district_centre', array['enforcement.plan', 'enforcement.approve'])
) p (code, verbs)
where k.code = p.code;
