-- Orders of the 12345 hotline and of other systems: a channel, a clock of theirs beside ours, and until
-- when an order may be given back.
alter type cases.channel add value 'hotline';
alter type cases.stage add value 'order';
alter table cases.case add column refuse_until timestamptz;
comment on column cases.case.refuse_until is 'an order may be refused until then; null: no such limit';

-- Where a case is and how it stands, for modules above; nothing that somebody wrote.
create view cases.v_placed_case as
select district_id, id as case_id, number, short_code, status, matter_name,
  street_code, community_code, grid_code, unit_id, due_at
from cases.case;
comment on view cases.v_placed_case is 'published: where a case is and how it stands, for modules above';
