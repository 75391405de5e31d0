create table people.api_client (
  district_id     text collate "C" not null,
  id              uuid not null,
  name            text not null check (length(name) between 2 and 40),
  organisation_id uuid,
  verbs           text[] not null default '{}',
  areas           text[] not null default '{}',
  active          boolean not null default true,
  version         int not null default 0,
  created_by      uuid not null,
  created_at      timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, organisation_id) references people.organisation (district_id, id),
  constraint api_client_name_taken unique (district_id, name)
);
comment on table people.api_client is 'district: programs of others that call the API: what they may do and how far they see';

create table people.api_token (
  token_hash  text collate "C" primary key,
  id          uuid not null unique,
  district_id text collate "C" not null,
  client_id   uuid not null,
  created_by  uuid not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  revoked_at  timestamptz
);
create index api_token_by_client on people.api_token (district_id, client_id);
comment on table people.api_token is 'local: bearer tokens of programs, hashed at rest';

alter table people.audit add column client_id uuid;
create index audit_by_person on people.audit (district_id, person_id, at desc);
create index audit_by_act on people.audit (district_id, act, at desc);
