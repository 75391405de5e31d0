-- Whoever sends a picture asks which cases have it; without these every thumbnail reads them all.
create index attachment_by_file on cases.attachment (district_id, file_id);
create index attachment_by_public_file on cases.attachment (district_id, public_file_id)
  where public_file_id is not null;
