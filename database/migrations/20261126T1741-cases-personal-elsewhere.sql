-- A request of a person concerned reaches what other modules keep of them; what was done there is told in
-- the same list.
alter table cases.personal_act
  alter column report_id drop not null,
  add column source text collate "C" not null default 'cases',
  add column entry_id uuid,
  drop constraint personal_act_field_check,
  add constraint personal_act_field_named check (length(field) between 1 and 40),
  add constraint personal_act_names_one check ((source = 'cases') = (report_id is not null) and (report_id is null) = (entry_id is not null));
