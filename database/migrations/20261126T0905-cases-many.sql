-- Many at once: what was sent, and each row that was done, so that a repeated send does nothing twice.
create table cases.many (
  district_id text collate "C" not null,
  id          uuid not null,
  person_id   uuid not null,
  body_hash   text collate "C" not null,
  at          timestamptz not null,
  primary key (district_id, id)
);
comment on table cases.many is 'district: one order over many cases, as a person sent it';

create table cases.many_row (
  district_id text collate "C" not null,
  many_id     uuid not null,
  case_id     uuid not null,
  at          timestamptz not null,
  primary key (district_id, many_id, case_id),
  foreign key (district_id, many_id) references cases.many (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
comment on table cases.many_row is 'district: a case for which an order over many was carried out';

-- Answers to reporters: by state and matter, the words are the district''s own.
create table cases.reply_template (
  district_id   text collate "C" not null,
  id            uuid not null,
  name          text not null check (length(name) between 1 and 60),
  when_statuses text[] not null default '{}',
  when_matters  text[] not null default '{}',
  words         text not null check (length(words) between 1 and 1000),
  active        boolean not null default true,
  version       int not null default 0,
  primary key (district_id, id)
);
comment on table cases.reply_template is 'district: templates of replies to reporters, with gaps that the case fills';

create table cases.reply_template_change (
  district_id text collate "C" not null,
  template_id uuid not null,
  version     int not null,
  before      jsonb,
  after       jsonb not null,
  by_person   uuid,
  by_post     uuid,
  at          timestamptz not null,
  primary key (district_id, template_id, version),
  foreign key (district_id, template_id) references cases.reply_template (district_id, id)
);
comment on table cases.reply_template_change is 'district: who changed which template of replies and how, append-only';
