-- One-minute candles (OHLCV), rolled from trades. A row grows while its minute lasts: the trade ids say how far it has come,
-- so that a batch which is sent twice counts once.
create table candles (
  symbol         text        not null,
  open_time      timestamptz not null,
  open           numeric     not null,
  high           numeric     not null,
  low            numeric     not null,
  close          numeric     not null,
  volume         numeric     not null,
  trades         bigint      not null,
  first_trade_id bigint      not null,
  last_trade_id  bigint      not null,
  source         text        not null,
  primary key (symbol, open_time),
  constraint candles_range check (low > 0 and low <= open and low <= close and high >= open and high >= close),
  constraint candles_minute check (open_time = date_trunc('minute', open_time, 'UTC'))
) partition by range (open_time);

-- Makes the partition of the month that holds the given time, if it is missing. Any number of callers at once.
create function ensure_candle_partition(at timestamptz) returns text
language plpgsql as $function$
declare
  lower_bound constant timestamptz := date_trunc('month', at, 'UTC');
  upper_bound constant timestamptz := date_trunc('month', lower_bound + interval '40 days', 'UTC');
  partition constant text := 'candles_' || to_char(lower_bound at time zone 'UTC', 'YYYY_MM');
begin
  if to_regclass(partition) is null then
    -- "if not exists" alone loses a race between two sessions with an error.
    perform pg_advisory_xact_lock(hashtext('ensure_candle_partition'));
    execute format('create table if not exists %I partition of candles for values from (%L) to (%L)', partition, lower_bound, upper_bound);
  end if;
  return partition;
end;
$function$;

select ensure_candle_partition(now());
select ensure_candle_partition(now() + interval '1 month');
