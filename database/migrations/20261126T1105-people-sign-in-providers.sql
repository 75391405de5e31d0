-- Sign-in with the account that people have elsewhere (OpenID Connect). A provider says who somebody is;
-- what they may do stays ours, and nobody is made by signing in.
create table people.sign_in_provider (
  district_id   text collate "C" not null,
  id            uuid not null,
  name          text not null check (length(name) between 1 and 40),
  issuer        text not null,
  client_id     text not null,
  secret_cipher text,
  scopes        text not null,
  claim         text not null,
  matches       text not null check (matches in ('login_name', 'email', 'phone')),
  vouches       boolean not null default false,
  ends_there    boolean not null default false,
  active        boolean not null default true,
  version       int not null default 0,
  primary key (district_id, id),
  constraint sign_in_provider_name_taken unique (district_id, name)
);
comment on table people.sign_in_provider is 'district: where else people may sign in; the client secret is sealed';

create table people.provider_subject (
  district_id text collate "C" not null,
  provider_id uuid not null,
  subject     text collate "C" not null,
  person_id   uuid not null,
  linked_at   timestamptz not null,
  primary key (district_id, provider_id, subject),
  constraint one_account_per_person unique (district_id, provider_id, person_id),
  foreign key (district_id, provider_id) references people.sign_in_provider (district_id, id),
  foreign key (district_id, person_id) references people.person (district_id, id)
);
comment on table people.provider_subject is 'district: which account of a provider is which person, fixed at the first sign-in';

create table people.provider_attempt (
  state_hash      text collate "C" primary key,
  browser_hash    text collate "C" not null,
  district_id     text collate "C" not null,
  provider_id     uuid not null,
  nonce           text not null,
  verifier_cipher text not null,
  phone           boolean not null,
  created_at      timestamptz not null,
  expires_at      timestamptz not null
);
comment on table people.provider_attempt is 'local: sign-ins that have gone to a provider and are not back yet';

alter table people.session add column provider_id uuid;
alter table people.sign_in_ticket add column provider_id uuid;
