create view places.v_address as
select district_id, id, kind, name, full_text, tokens, parent_id, community_code, lon, lat
from places.address where active;
comment on view places.v_address is 'published: the addresses in use, for finding places in what people write';
