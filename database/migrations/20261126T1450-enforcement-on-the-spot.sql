-- A penalty on the spot goes to review before it goes to court (行政复议法 23).
alter table enforcement.handover add column on_the_spot boolean not null default false;
comment on column enforcement.handover.on_the_spot is 'they decided by summary procedure';
