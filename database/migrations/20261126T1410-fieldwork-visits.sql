-- Work in the field. Service visits (走访): to whom, why, what was said, what was promised. They are no
-- inspections, ask for no picture, and nobody is counted or ranked by them.
create schema fieldwork;

create table fieldwork.visit_plan (
  district_id text collate "C" not null,
  id          uuid not null,
  kind        text not null check (kind in ('household', 'shop', 'organisation')),
  -- Empty: all of the kind.
  need        text not null default ''
              check (need in ('', 'alone', 'aged', 'mobility', 'hearing', 'small_child')),
  every_days  int not null check (every_days between 1 and 730),
  active      boolean not null default true,
  version     int not null default 0,
  primary key (district_id, id),
  constraint visit_plan_once unique (district_id, kind, need)
);
comment on table fieldwork.visit_plan is 'district: how often which doors are called at, by kind and need';

create table fieldwork.visit_campaign (
  district_id text collate "C" not null,
  id          uuid not null,
  name        text not null check (length(name) between 1 and 80),
  purpose     text not null default '' check (length(purpose) <= 1000),
  kinds       text[] not null check (cardinality(kinds) >= 1 and kinds <@ array['household', 'shop', 'organisation']),
  area_code   text collate "C" not null check (length(area_code) in (6, 9, 12, 15)),
  starts_on   date not null,
  ends_on     date not null,
  version     int not null default 0,
  created_at  timestamptz not null,
  created_by  uuid not null,
  primary key (district_id, id),
  constraint campaign_ends_after_it_begins check (ends_on >= starts_on)
);
comment on table fieldwork.visit_campaign is 'district: a drive of visits in an area for some days';

create table fieldwork.visit (
  district_id     text collate "C" not null,
  id              uuid not null,
  subject_id      uuid not null,
  why             text not null check (why in ('due', 'need', 'campaign', 'case', 'asked', 'passing')),
  outcome         text not null check (outcome in ('met', 'nobody', 'declined')),
  words           text not null default '' check (length(words) <= 4000),
  campaign_id     uuid,
  case_id         uuid,
  about_case_id   uuid,
  visited_at      timestamptz not null,
  received_at     timestamptz not null,
  phone_done_at   timestamptz,
  phone_sent_at   timestamptz,
  person_id       uuid not null,
  post_id         uuid not null,
  organisation_id uuid,
  body_hash       text not null,
  primary key (district_id, id),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id),
  foreign key (district_id, campaign_id) references fieldwork.visit_campaign (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  foreign key (district_id, about_case_id) references cases.case (district_id, id)
);
create index visit_by_subject on fieldwork.visit (district_id, subject_id, visited_at desc);
create index visit_newest on fieldwork.visit (district_id, visited_at desc, id);
create index visit_by_campaign on fieldwork.visit (district_id, campaign_id, visited_at) where campaign_id is not null;
create index visit_by_case on fieldwork.visit (district_id, case_id) where case_id is not null;
create index visit_about_case on fieldwork.visit (district_id, about_case_id) where about_case_id is not null;
comment on table fieldwork.visit is 'district: one call at one door, by the phone''s time and ours; a trouble heard became a case';

create table fieldwork.promise (
  district_id text collate "C" not null,
  id          uuid not null,
  visit_id    uuid not null,
  subject_id  uuid not null,
  made_by     text not null check (made_by in ('us', 'them')),
  words       text not null check (length(words) between 1 and 500),
  due_on      date not null,
  owner_id    uuid not null,
  state       text not null default 'open' check (state in ('open', 'kept', 'broken', 'dropped')),
  settled_at  timestamptz,
  version     int not null default 1,
  primary key (district_id, id),
  foreign key (district_id, visit_id) references fieldwork.visit (district_id, id),
  foreign key (district_id, subject_id) references subjects.subject (district_id, id),
  constraint settled_promise_says_when check ((state = 'open') = (settled_at is null))
);
create index promise_open on fieldwork.promise (district_id, due_on, id) where state = 'open';
create index promise_by_subject on fieldwork.promise (district_id, subject_id);
create index promise_by_visit on fieldwork.promise (district_id, visit_id);
create index promise_by_owner on fieldwork.promise (district_id, owner_id, due_on) where state = 'open';
comment on table fieldwork.promise is 'district: what was promised at a door, by us or by them, until when, and whether it was kept';

create table fieldwork.promise_step (
  district_id text collate "C" not null,
  promise_id  uuid not null,
  seq         int not null,
  act         text not null check (act in ('made', 'moved', 'kept', 'broken', 'dropped')),
  at          timestamptz not null,
  person_id   uuid not null,
  words       text not null default '' check (length(words) <= 500),
  due_on      date not null,
  owner_id    uuid not null,
  primary key (district_id, promise_id, seq),
  foreign key (district_id, promise_id) references fieldwork.promise (district_id, id)
);
comment on table fieldwork.promise_step is 'district: what became of a promise, only added to';

create view fieldwork.v_visit as
select v.district_id, v.id, v.subject_id, v.why, v.outcome, v.campaign_id, v.case_id, v.visited_at,
  v.person_id, v.post_id
from fieldwork.visit v;
comment on view fieldwork.v_visit is 'published: visits without what was said, for the log of the day and for figures';

update people.post_kind set verbs = verbs || array['fieldwork.visit', 'fieldwork.read']
where code in ('grid_worker', 'officer') and not ('fieldwork.visit' = any(verbs));
update people.post_kind set verbs = verbs || array['fieldwork.visit', 'fieldwork.read', 'fieldwork.plan']
where code in ('coordinator', 'street_centre', 'district_centre') and not ('fieldwork.visit' = any(verbs));
update people.post_kind set verbs = verbs || array['fieldwork.visit', 'fieldwork.read']
where code = 'secretary' and not ('fieldwork.visit' = any(verbs));
