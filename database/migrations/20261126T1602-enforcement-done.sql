create index step_by_person on enforcement.step (district_id, person_id, at);
