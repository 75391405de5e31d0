-- What came with an order is emptied once its time is over; the order, its number and its case stay.
alter table exchange.order alter column fields_cipher drop not null;
comment on column exchange.order.fields_cipher is 'what came, sealed; null once it was kept long enough';
