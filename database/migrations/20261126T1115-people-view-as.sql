-- A manager looks, for a while and without touching anything, at what a post of the own area sees.
alter table people.session add column view_post_id uuid;
alter table people.session add column view_until timestamptz;
alter table people.session add column view_reason text;

-- Who may is data; these kinds begin with it.
update people.post_kind set verbs = array_append(verbs, 'people.view_as')
where code in ('unit_manager', 'secretary', 'street_centre', 'district_centre')
  and not ('people.view_as' = any(verbs));
