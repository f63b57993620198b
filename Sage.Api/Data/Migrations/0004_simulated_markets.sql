-- A simulated market with another seed is another market: 'simulated' with the usual one, 'simulated-7' with the seed 7.
alter table candles_1m drop constraint candles_1m_market;
alter table candles_1m add constraint candles_1m_market check (market in ('live', 'simulated') or market like 'simulated-%');
