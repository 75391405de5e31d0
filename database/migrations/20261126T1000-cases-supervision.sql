-- 督办: an order of its own beside the cases it is about, with a deadline and a state apart from theirs.
create table cases.supervision (
  district_id   text collate "C" not null,
  id            uuid not null,
  unit_id       uuid not null,
  level         text not null check (level in ('community', 'street', 'district')),
  grade         text not null check (grade in ('ordinary', 'urgent', 'listed')),
  state         text not null default 'open' check (state in ('open', 'replied', 'accepted', 'withdrawn')),
  words         text not null check (length(words) between 1 and 2000),
  round         int not null default 1,
  round_from    timestamptz not null,
  due_at        timestamptz not null,
  issued_by     uuid not null,
  issued_post   uuid not null,
  issued_at     timestamptz not null,
  ended_by      uuid,
  ended_at      timestamptz,
  ended_words   text,
  next_level    text,
  next_ring_at  timestamptz,
  version       int not null default 1,
  primary key (district_id, id),
  constraint ended_supervision_says_by_whom
    check ((state in ('accepted', 'withdrawn')) = (ended_by is not null and ended_at is not null))
);
create index supervision_open on cases.supervision (district_id, state, due_at);
create index supervision_ringing on cases.supervision (next_ring_at) where next_ring_at is not null;
comment on table cases.supervision is 'district: an order of supervision to one unit, over one case or several';

create table cases.supervision_case (
  district_id    text collate "C" not null,
  supervision_id uuid not null,
  case_id        uuid not null,
  unit_id        uuid not null,
  primary key (district_id, supervision_id, case_id),
  foreign key (district_id, supervision_id) references cases.supervision (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create index supervision_by_case on cases.supervision_case (district_id, case_id, unit_id);
comment on table cases.supervision_case is 'district: a case that an order of supervision is about; the unit is repeated for the scope';

create table cases.supervision_reply (
  district_id    text collate "C" not null,
  supervision_id uuid not null,
  round          int not null,
  id             uuid not null,
  words          text not null check (length(words) between 1 and 2000),
  file_ids       uuid[] not null default '{}',
  late           boolean not null,
  replied_by     uuid not null,
  replied_at     timestamptz not null,
  answer         text check (answer in ('accepted', 'sent_back')),
  answer_words   text,
  answered_by    uuid,
  answered_at    timestamptz,
  primary key (district_id, supervision_id, round),
  foreign key (district_id, supervision_id) references cases.supervision (district_id, id)
);
comment on table cases.supervision_reply is 'district: what a unit replied to an order in a round, and whether it was accepted';

create table cases.supervision_ring (
  district_id    text collate "C" not null,
  supervision_id uuid not null,
  round          int not null,
  level          text not null check (level in ('reminder', 'soon', 'overdue', 'manager', 'secretary', 'street', 'district', 'judge')),
  at             timestamptz not null,
  primary key (district_id, supervision_id, round, level),
  foreign key (district_id, supervision_id) references cases.supervision (district_id, id)
);
comment on table cases.supervision_ring is 'district: each level of an order rings once in a round';
