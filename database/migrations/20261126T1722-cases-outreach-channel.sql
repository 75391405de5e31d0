-- A question that comes back at boards, in groups and at events becomes a case by this channel.
alter type cases.channel add value 'outreach';
