-- Extra questions of a matter, asked when it is filed or when its work is finished.
alter table catalogue.matter add column questions jsonb not null default '[]';
