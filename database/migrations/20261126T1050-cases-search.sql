-- Counts of some thousand of the commonest tokens: by them a search is a look-up or a walk back in time.
alter table cases.case alter tokens set statistics 300;
-- Whoever may not see a confidential report finds it by matter and address: these are few.
create index case_confidential on cases.case (district_id, id) where confidential;
