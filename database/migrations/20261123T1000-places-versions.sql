-- A new value whenever an outline changes: an index built for one value is right wherever it is seen,
-- in any process and in any transaction, rolled back or not.
alter table places.district add column areas_version uuid not null default gen_random_uuid();

alter table places.address add column version int not null default 0;
alter table people.holding add column version int not null default 0;
