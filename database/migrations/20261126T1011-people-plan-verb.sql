-- Who leads a plan is data; these kinds begin with it, in districts founded before it existed too.
update people.post_kind set verbs = array_append(verbs, 'cases.plan')
where code in ('coordinator', 'secretary', 'street_centre', 'district_centre')
  and not ('cases.plan' = any(verbs));
