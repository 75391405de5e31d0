-- 关注地点: whoever looks after a place is told of what is new and what is done there.
create table cases.followed_place (
  district_id  text collate "C" not null,
  id           uuid not null,
  person_id    uuid not null,
  post_id      uuid not null,
  name         text not null check (length(name) between 1 and 100),
  kind         text not null check (kind in ('area', 'address', 'circle')),
  area_code    text collate "C",
  address      text,
  lon          double precision,
  lat          double precision,
  metres       int check (metres between 20 and 5000),
  since        timestamptz not null,
  told_to      timestamptz not null,
  ended_at     timestamptz,
  primary key (district_id, id),
  constraint a_place_is_said check (case kind
    when 'area' then area_code is not null
    when 'address' then address is not null
    else lon is not null and lat is not null and metres is not null end)
);
create index followed_place_by_person on cases.followed_place (district_id, person_id) where ended_at is null;
comment on table cases.followed_place is 'district: a place that a person of staff follows, and up to when they were told';
create index case_by_closing on cases.case (district_id, closed_at) where closed_at is not null;
