-- Who keeps what is learned is data; these kinds begin with it, in districts founded before it existed too.
update people.post_kind set verbs = array_append(verbs, 'reading.train')
where code in ('district_centre', 'system_admin') and not ('reading.train' = any(verbs));
