-- 并案 of a case that a unit already has: what its task was, so that taking apart gives it back.
alter table cases.merge drop constraint merge_status_before_check;
alter table cases.merge add constraint merge_status_before_check
  check (status_before in ('reported', 'verifying', 'filed', 'dispatched', 'handling'));
alter table cases.merge
  add column task_id uuid,
  add column task_state text check (task_state in ('offered', 'accepted', 'rework'));
alter table cases.merge add constraint merge_at_work_keeps_its_task
  check ((status_before in ('dispatched', 'handling')) = (task_id is not null)
    and (task_id is null) = (task_state is null));
alter table cases.merge add constraint merge_task
  foreign key (district_id, task_id) references cases.task (district_id, id);
