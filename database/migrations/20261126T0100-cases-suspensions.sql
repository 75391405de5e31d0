-- A suspension whose end is not acted on by anybody is reminded of; this says when that was last done.
alter table cases.request add column reminded_at timestamptz;

-- What stands still is looked at every minute, and is little beside what moves.
create index case_paused on cases.case (district_id, id) where paused;
