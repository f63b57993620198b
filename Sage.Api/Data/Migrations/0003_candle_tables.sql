-- Candles of 1 minute, 1 hour and 1 day. New tables beside the one of 0001: that one stays for a version that is rolled back
-- to, and its rows are copied. What comes from the simulator and what comes from the exchange never mix: the market is part
-- of the key. A row is a whole state, not an addition, so that a batch which is sent twice counts once.
create table candles_1m (
  market       text        not null,
  symbol       text        not null,
  open_time    timestamptz not null,
  open         numeric     not null,
  high         numeric     not null,
  low          numeric     not null,
  close        numeric     not null,
  volume       numeric     not null,
  quote_volume numeric     not null,
  trades       bigint      not null,
  source       text        not null,
  -- Closed by the exchange that the truth comes from.
  final        boolean     not null,
  primary key (market, symbol, open_time),
  constraint candles_1m_market check (market in ('live', 'simulated')),
  constraint candles_1m_range check (low > 0 and low <= open and low <= close and high >= open and high >= close),
  constraint candles_1m_amounts check (volume >= 0 and quote_volume >= 0 and trades >= 0),
  constraint candles_1m_minute check (open_time = date_trunc('minute', open_time, 'UTC'))
) partition by range (open_time);

create table candles_1h (
  market       text        not null,
  symbol       text        not null,
  open_time    timestamptz not null,
  open         numeric     not null,
  high         numeric     not null,
  low          numeric     not null,
  close        numeric     not null,
  volume       numeric     not null,
  quote_volume numeric     not null,
  trades       bigint      not null,
  source       text        not null,
  minutes      integer     not null,
  -- All of its minutes are there and final.
  final        boolean     not null,
  primary key (market, symbol, open_time)
);

create table candles_1d (like candles_1h including all);

-- Hours with minutes that have been written since the hour was rolled up. Marked in the transaction that writes the minutes.
create table candles_changed (
  market   text        not null,
  symbol   text        not null,
  hour     timestamptz not null,
  revision bigint      not null default 0,
  primary key (market, symbol, hour)
);

-- What COPY fills, for the length of a transaction: it is always empty to others, and may be after a crash.
create unlogged table candles_incoming (
  market       text,
  symbol       text,
  open_time    timestamptz,
  open         numeric,
  high         numeric,
  low          numeric,
  close        numeric,
  volume       numeric,
  quote_volume numeric,
  trades       bigint,
  source       text,
  final        boolean
);

-- Makes the partition of the month that holds the given time, if it is missing. Any number of callers at once. Made beside
-- the table and then attached: so readers and writers of the other months are not held up.
create function ensure_candles_1m_partition(at timestamptz) returns text
language plpgsql as $function$
declare
  lower_bound constant timestamptz := date_trunc('month', at, 'UTC');
  upper_bound constant timestamptz := date_trunc('month', lower_bound + interval '40 days', 'UTC');
  partition constant text := 'candles_1m_' || to_char(lower_bound at time zone 'UTC', 'YYYY_MM');
begin
  if to_regclass(partition) is null then
    perform pg_advisory_xact_lock(hashtext('ensure_candles_1m_partition'));
    -- Not to_regclass again: it may remember its first answer.
    if not exists (select from pg_inherits join pg_class on oid = inhrelid where inhparent = 'candles_1m'::regclass and relname = partition) then
      execute format('create table %I (like candles_1m including all)', partition);
      execute format('alter table candles_1m attach partition %I for values from (%L) to (%L)', partition, lower_bound, upper_bound);
    end if;
  end if;
  return partition;
end;
$function$;

select ensure_candles_1m_partition(now());
select ensure_candles_1m_partition(now() + interval '1 month');

-- Months that 0001 has rows of.
select ensure_candles_1m_partition(month)
from (select distinct date_trunc('month', open_time, 'UTC') as month from candles) as months;

-- The simulator spoke Binance's protocol. None is final: the exchange's own record replaces what it still has.
insert into candles_1m (market, symbol, open_time, open, high, low, close, volume, quote_volume, trades, source, final)
select case source when 'simulated' then 'simulated' else 'live' end, symbol, open_time, open, high, low, close,
       volume, round(volume * (high + low) / 2, 8), trades, 'binance', false
from candles;

insert into candles_changed (market, symbol, hour)
select distinct market, symbol, date_trunc('hour', open_time, 'UTC')
from candles_1m;
