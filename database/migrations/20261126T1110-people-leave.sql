-- Leave, and who stands in. A delegation that was accepted is a holding like any other, for its days, and
-- names the delegation it comes from: rights, notices and alarms follow by themselves and end by themselves.
create table people.leave (
  district_id  text collate "C" not null,
  id           uuid not null,
  person_id    uuid not null,
  away_from    date not null,
  away_until   date not null,
  words        text not null default '' check (length(words) <= 200),
  entered_by   uuid not null,
  entered_at   timestamptz not null,
  cancelled_at timestamptz,
  version      int not null default 0,
  primary key (district_id, id),
  foreign key (district_id, person_id) references people.person (district_id, id),
  constraint leave_ends_after_it_begins check (away_until >= away_from)
);
create index leave_by_person on people.leave (district_id, person_id, away_until);
comment on table people.leave is 'district: who is away, from when until when (inclusive)';

create table people.delegation (
  district_id  text collate "C" not null,
  id           uuid not null,
  leave_id     uuid not null,
  post_id      uuid not null,
  from_person  uuid not null,
  to_person    uuid not null,
  stands_from  date not null,
  stands_until date not null,
  state        text not null check (state in ('asked', 'accepted', 'declined', 'ended')),
  asked_by     uuid not null,
  asked_at     timestamptz not null,
  answered_by  uuid,
  answered_at  timestamptz,
  ended_by     uuid,
  ended_at     timestamptz,
  primary key (district_id, id),
  foreign key (district_id, leave_id) references people.leave (district_id, id),
  foreign key (district_id, post_id) references people.post (district_id, id),
  foreign key (district_id, from_person) references people.person (district_id, id),
  foreign key (district_id, to_person) references people.person (district_id, id)
);
create index delegation_by_leave on people.delegation (district_id, leave_id);
create index delegation_by_person on people.delegation (district_id, to_person, stands_until);
create unique index one_open_delegation_per_post on people.delegation (district_id, leave_id, post_id)
  where state in ('asked', 'accepted');
comment on table people.delegation is 'district: who stands in for whom in which post; rows stay when they have ended';

alter table people.holding add column delegation_id uuid;
alter table people.holding add foreign key (district_id, delegation_id)
  references people.delegation (district_id, id);

-- Who may enter leave for others in their area is data; these kinds begin with it.
update people.post_kind set verbs = array_append(verbs, 'people.leave')
where code in ('unit_manager', 'secretary', 'street_centre', 'district_centre', 'security_admin')
  and not ('people.leave' = any(verbs));
