-- Who decides appeals is data; these kinds begin with it, in districts founded before it existed too.
update people.post_kind set verbs = array_append(verbs, 'cases.assess')
where code in ('assessor', 'district_centre') and not ('cases.assess' = any(verbs));
