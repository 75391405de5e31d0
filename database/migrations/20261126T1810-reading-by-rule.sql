comment on column reading.proposal.model_version is '0: nothing was learned yet; a unit was then named by the rules of dispatch';
comment on column reading.proposal.ranked is 'likeliest first: code, confidence, and the name of a rule where a rule of dispatch mostly said so';
