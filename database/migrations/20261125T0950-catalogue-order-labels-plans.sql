-- Reasons stand in an order that the district chooses, because the first ones are chosen most.
alter table catalogue.reason add column position int not null default 0;
update catalogue.reason r set position = o.position
  from (select district_id, kind, code,
               row_number() over (partition by district_id, kind order by code) as position
          from catalogue.reason) o
  where o.district_id = r.district_id and o.kind = r.kind and o.code = r.code;

-- A version may be made today and begin to bind on a later day; until then it can be withdrawn.
alter table catalogue.policy add column starts_at timestamptz;
alter table catalogue.policy add column withdrawn_at timestamptz;

create table catalogue.label (
  district_id text collate "C" not null,
  status      text collate "C" not null,
  name        text not null,
  name_en     text not null,
  version     int not null,
  primary key (district_id, status)
);
comment on table catalogue.label is 'district: its own words for the states of a case; states without a row keep the preset words';
