-- The open cases of a community in the order of their list, each state told in the index itself: a
-- list of three communities read all that is open in each of them and put it in order.
create index case_open_of_community on cases.case (district_id, community_code, reported_at desc, id desc, status)
where status in ('reported', 'verifying', 'filed', 'dispatched', 'handling', 'handled');
drop index cases.case_by_community;
