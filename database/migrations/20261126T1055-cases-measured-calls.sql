-- What is measured of whistles: one row for each unit that was called, with the place and matter of
-- its case; unit_id is the unit that was called.
create view cases.v_measured_call as
select
  w.district_id, w.id as whistle_id, w.case_id, k.unit_id, k.state, k.late, k.arrived_at,
  w.issued_at, w.report_in_by, m.channel, m.class, m.matter_kind, m.matter_code, m.matter_name,
  m.street_code, m.community_code, m.grid_code, m.reported_at
from cases.whistle w
join cases.whistle_call k on k.district_id = w.district_id and k.whistle_id = w.id
join cases.measured m on m.district_id = w.district_id and m.case_id = w.case_id;
comment on view cases.v_measured_call is 'published: who was called by a whistle and came, for insight';
