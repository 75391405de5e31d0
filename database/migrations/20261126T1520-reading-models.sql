create schema reading;

create table reading.model (
  district_id  text collate "C" not null,
  kind         text not null check (kind in ('matter', 'unit')),
  version      int not null check (version > 0),
  made_at      timestamptz not null,
  ordered_by   uuid,
  learned_from int not null,
  classes      int not null,
  scores       jsonb not null,
  weights      bytea not null,
  in_place     boolean not null default false,
  placed_at    timestamptz,
  placed_by    uuid,
  primary key (district_id, kind, version)
);
create unique index model_in_place on reading.model (district_id, kind) where in_place;
comment on table reading.model is 'district: what was learned from filed cases, version by version, with scores on cases that it had not seen; one of each kind is in place';
comment on column reading.model.ordered_by is 'who ordered the training; null: the month did';
comment on column reading.model.placed_by is 'who put it in place; null: it did so by itself, being no worse';

create table reading.proposal (
  district_id   text collate "C" not null,
  case_id       uuid not null,
  kind          text not null check (kind in ('matter', 'unit')),
  model_version int not null,
  made_at       timestamptz not null,
  ranked        jsonb not null,
  sure          boolean not null,
  chosen        text,
  chosen_rank   int,
  chosen_at     timestamptz,
  primary key (district_id, case_id, kind),
  foreign key (district_id, case_id) references cases.case (district_id, id)
);
create index proposal_chosen on reading.proposal (district_id, kind, chosen_at) where chosen is not null;
comment on table reading.proposal is 'district: what was proposed for a report, and beside it what a person chose';
comment on column reading.proposal.model_version is '0: from the words of the catalogue, before anything was learned';
