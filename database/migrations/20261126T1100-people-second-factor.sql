-- A second step at sign-in: a code from the person's own phone. Which kinds of posts must have it is the
-- district's decision; a session knows whether it passed the second step.
alter table people.post_kind add column second_factor boolean not null default false;
alter table people.session add column second_factor boolean not null default false;

create table people.second_factor (
  district_id   text collate "C" not null,
  person_id     uuid not null,
  secret_cipher text not null,
  begun_at      timestamptz not null,
  confirmed_at  timestamptz,
  last_step     int not null default 0,
  failures      int not null default 0,
  locked_until  timestamptz,
  primary key (district_id, person_id),
  foreign key (district_id, person_id) references people.person (district_id, id)
);
comment on table people.second_factor is 'district: the sealed secret of a person''s second step, and the last step that was used';

create table people.recovery_code (
  district_id text collate "C" not null,
  person_id   uuid not null,
  code_hash   text collate "C" not null,
  used_at     timestamptz,
  primary key (district_id, person_id, code_hash),
  foreign key (district_id, person_id) references people.second_factor (district_id, person_id)
);
comment on table people.recovery_code is 'district: keyed digests of codes for whoever lost the phone; each works once';

create table people.sign_in_ticket (
  token_hash  text collate "C" primary key,
  district_id text collate "C" not null,
  person_id   uuid not null,
  post_id     uuid,
  phone       boolean not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz
);
comment on table people.sign_in_ticket is 'local: sign-ins that passed the first step and wait for the code';
