create table cases.routing_change (
  district_id text collate "C" not null,
  seq         int not null,
  rule_id     uuid,
  act         text not null check (act in ('added', 'changed', 'deleted', 'ordered')),
  before      jsonb,
  after       jsonb,
  by_person   uuid,
  by_post     uuid,
  at          timestamptz not null,
  primary key (district_id, seq)
);
comment on table cases.routing_change is 'district: who changed which rule of dispatch and how, append-only; a change of the order names no rule';
