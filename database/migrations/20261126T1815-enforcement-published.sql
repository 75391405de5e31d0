-- A redacted copy is shown to the public only once somebody has said so, and until they take it back.
alter table enforcement.evidence
  add column published_at timestamptz,
  add constraint only_copies_are_published check (published_at is null or public_file_id is not null);

alter table enforcement.custody drop constraint custody_act_check;
alter table enforcement.custody add constraint custody_act_check
  check (act in ('added', 'looked', 'exported', 'redacted', 'published', 'withdrawn'));
