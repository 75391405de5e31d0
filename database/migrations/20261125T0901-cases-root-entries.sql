alter table cases.daily_root add column previous text collate "C";
comment on column cases.daily_root.previous is 'the root before it, empty for the first; null for roots made before entries were kept';

create table cases.root_entry (
  district_id text collate "C" not null,
  day         date not null,
  case_id     uuid not null,
  seq         int not null,
  hash        text collate "C" not null,
  primary key (district_id, day, case_id),
  foreign key (district_id, day) references cases.daily_root (district_id, day),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create index root_entry_of_case on cases.root_entry (district_id, case_id, day desc);
comment on table cases.root_entry is 'district: the heads that moved since the root before, so that a root can be checked later and a cut tail is found';
