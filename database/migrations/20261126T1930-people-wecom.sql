-- Whom a message in WeCom is addressed to: the account by which the gateway knows the person.
alter table people.person
  add column wecom_id text check (wecom_id ~ '^[A-Za-z0-9_.@-]{1,64}$');
