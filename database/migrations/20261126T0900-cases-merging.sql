-- 并案: which case follows which, since when and until when. A merge that was ended stays as history.
create table cases.merge (
  district_id   text collate "C" not null,
  id            uuid not null,
  case_id       uuid not null,
  master_id     uuid not null,
  status_before text not null check (status_before in ('reported', 'verifying', 'filed')),
  words         text not null default '' check (length(words) <= 2000),
  merged_at     timestamptz not null,
  merged_by     uuid,
  ended_at      timestamptz,
  ended_by      uuid,
  ended_how     text check (ended_how in ('taken_apart', 'moved')),
  ended_words   text,
  primary key (district_id, id),
  foreign key (district_id, case_id) references cases.case (district_id, id),
  foreign key (district_id, master_id) references cases.case (district_id, id),
  constraint nothing_follows_itself check (case_id <> master_id),
  constraint ended_merge_says_how check ((ended_at is null) = (ended_how is null))
);
create unique index one_master on cases.merge (district_id, case_id) where ended_at is null;
create index merge_by_case on cases.merge (district_id, case_id, merged_at);
create index merge_by_master on cases.merge (district_id, master_id, merged_at);
comment on table cases.merge is 'district: one case joined to another, and taken apart again';

-- Neighbours of a point: cells of about 200 m, so that likeness looks at nine of them and never at all.
create index case_by_cell on cases.case
  (district_id, (floor(lat * 500)::int), (floor(lon * 500)::int), reported_at desc)
  where status in ('reported', 'verifying', 'filed', 'dispatched', 'handling', 'handled');

create index verdict_by_report on cases.verdict (district_id, report_id);

-- Whoever files also merges; a district may take it from a kind of post.
update people.post_kind set verbs = array_append(verbs, 'cases.merge')
where 'cases.file' = any(verbs) and not ('cases.merge' = any(verbs));
