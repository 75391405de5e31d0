-- Questions that were asked at events, in groups and at boards, with what was answered. One that comes
-- back is proposed to become a case, once.
create table outreach.question_case (
  district_id    text collate "C" not null,
  id             uuid not null,
  matter         text not null,
  community_code text collate "C" not null check (length(community_code) = 12),
  case_id        uuid not null,
  times          int not null check (times >= 1),
  at             timestamptz not null,
  person_id      uuid not null,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create index question_case_by_case on outreach.question_case (district_id, case_id);
comment on table outreach.question_case is 'district: a question that came back and the case that it became';

create table outreach.question (
  district_id     text collate "C" not null,
  id              uuid not null,
  channel         text collate "C" not null,
  words           text not null check (length(words) between 1 and 1000),
  answer          text not null default '' check (length(answer) <= 2000),
  -- Empty: about no matter of the catalogue; it comes back for nobody.
  matter          text not null default '',
  area_code       text collate "C" not null check (length(area_code) in (12, 15)),
  community_code  text collate "C" not null check (length(community_code) = 12),
  place           text not null default '' check (length(place) <= 120),
  event_id        uuid,
  asked_at        timestamptz not null,
  asked_on        date not null,
  received_at     timestamptz not null,
  phone_done_at   timestamptz,
  phone_sent_at   timestamptz,
  person_id       uuid not null,
  post_id         uuid not null,
  question_case_id uuid,
  body_hash       text not null,
  primary key (district_id, id),
  foreign key (district_id, event_id) references outreach.event (district_id, id),
  foreign key (district_id, question_case_id) references outreach.question_case (district_id, id)
);
create index question_newest on outreach.question (district_id, asked_at desc, id);
create index question_open on outreach.question (district_id, matter, community_code, asked_on) where question_case_id is null and matter <> '';
create index question_by_case on outreach.question (district_id, question_case_id) where question_case_id is not null;
comment on table outreach.question is 'district: a question and its answer, nothing of who asked';

create table outreach.question_answer (
  district_id text collate "C" not null,
  question_id uuid not null,
  seq         int not null,
  id          uuid not null,
  words       text not null check (length(words) between 1 and 2000),
  at          timestamptz not null,
  person_id   uuid not null,
  primary key (district_id, question_id, seq),
  constraint question_answer_once unique (district_id, id),
  foreign key (district_id, question_id) references outreach.question (district_id, id)
);
comment on table outreach.question_answer is 'district: what was answered later, only added to';
