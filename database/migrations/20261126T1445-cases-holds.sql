-- Something above cases waits for a second look: until then the case does not close.
create table cases.hold (
  district_id text collate "C" not null,
  case_id     uuid not null,
  key         uuid not null,
  held_by     text not null check (length(held_by) between 1 and 40),
  held_at     timestamptz not null,
  primary key (district_id, case_id, key),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
comment on table cases.hold is 'district: what keeps a case from being closed, entered and lifted by the module that waits';

-- Originals that prove something stay as they came, whatever the retention of others says.
alter table files.file add column held boolean not null default false;
comment on column files.file.held is 'evidence: the original is not forgotten';
