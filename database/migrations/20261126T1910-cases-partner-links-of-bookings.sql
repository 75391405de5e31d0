-- A booking gives its partner company the link by itself: then nobody made it.
alter table cases.partner_link alter column made_by drop not null;
alter table cases.partner_link alter column made_post drop not null;
alter table cases.partner_link add constraint partner_link_made_by_whom check ((made_by is null) = (made_post is null));
