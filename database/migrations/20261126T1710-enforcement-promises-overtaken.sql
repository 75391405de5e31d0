-- A promise that an order or a transfer overtook is neither kept nor broken, and no day of a later one.
alter table enforcement.promise drop constraint promise_state_check;
alter table enforcement.promise add constraint promise_state_check
  check (state in ('open', 'kept', 'broken', 'overtaken'));
update enforcement.promise p set state = 'overtaken'
from enforcement.file f
where f.district_id = p.district_id and f.id = p.file_id and f.state <> 'promised' and p.state = 'open';
