-- A short limit had made an emergency of what is no danger. What a district has edited stays.
update catalogue.matter set hazard = true
  where origin = 'preset' and kind = 'matter' and code = '01023';
update catalogue.matter set urgency = 'urgent'
  where origin = 'preset' and urgency = 'emergency' and not hazard;
update catalogue.matter set urgency = 'emergency'
  where origin = 'preset' and kind = 'matter' and code = '10002' and hazard;
