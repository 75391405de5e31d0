-- What is measured of a case as a row of its own, narrow enough that a month of a great district is
-- read in a moment. Written with every change of the case from the view of its sources, so that the
-- two cannot differ; `v_measured_case` keeps its columns and reads these rows.
alter view cases.v_measured_case rename to v_measurable_case;
comment on view cases.v_measurable_case is 'published: what is measured of a case, derived from its rows; the source of cases.measured';

create table cases.measured as select * from cases.v_measurable_case where false;
alter table cases.measured
  alter district_id set not null,
  alter case_id set not null,
  alter reported_at set not null,
  add primary key (district_id, case_id),
  add foreign key (district_id, case_id) references cases.case (district_id, id);
comment on table cases.measured is 'district: what is measured of a case, a projection kept with every change';

insert into cases.measured select * from cases.v_measurable_case order by reported_at;
create index measured_newest on cases.measured (district_id, reported_at desc, case_id desc);

create view cases.v_measured_case as select * from cases.measured;
comment on view cases.v_measured_case is 'published: what is measured of a case, for insight';
