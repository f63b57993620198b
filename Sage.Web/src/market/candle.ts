import { fieldsOf, isDecimal, isTime } from '../lib/shape';

/** Open, high, low, close and volume of one interval, as the API sends it. */
export interface Candle {
  openTime: string;
  open: string;
  high: string;
  low: string;
  close: string;
  volume: string;
  /** The exchange has closed it: it does not change any more. */
  final: boolean;
}

export function isCandle(value: unknown): value is Candle {
  const candle = fieldsOf(value);
  return (
    candle !== null &&
    isTime(candle['openTime']) &&
    ['open', 'high', 'low', 'close', 'volume'].every((field) => isDecimal(candle[field])) &&
    typeof candle['final'] === 'boolean'
  );
}

export const intervals = ['1m', '5m', '15m', '1h', '4h', '1d'] as const;
export type Interval = (typeof intervals)[number];

const minuteMs = 60_000;
const lengths: Record<Interval, number> = { '1m': minuteMs, '5m': 5 * minuteMs, '15m': 15 * minuteMs, '1h': 60 * minuteMs, '4h': 240 * minuteMs, '1d': 1440 * minuteMs };

export const lengthOf = (interval: Interval): number => lengths[interval];

export const isInterval = (value: string | null): value is Interval => intervals.some((interval) => interval === value);

/** When the candle begins that holds a moment; candles are cut at UTC. */
export const openTimeOf = (at: number, interval: Interval): number => at - (at % lengthOf(interval));

/**
 * The newest candle after a tick. Null: the tick belongs to a candle before it. Only the picture between two loads: the
 * server's candle, which knows every trade, replaces it.
 */
export function withTick(last: Candle, interval: Interval, at: number, price: string): Candle | null {
  const open = openTimeOf(at, interval);
  const lastOpen = Date.parse(last.openTime);
  if (open < lastOpen) return null;
  if (open > lastOpen) {
    return { openTime: new Date(open).toISOString(), open: price, high: price, low: price, close: price, volume: '0', final: false };
  }
  const value = Number(price);
  return { ...last, close: price, high: value > Number(last.high) ? price : last.high, low: value < Number(last.low) ? price : last.low };
}

/** The candles with the newest ones replaced or added; null when some are missing in between, so all must be loaded again. */
export function merged(before: readonly Candle[], newest: readonly Candle[], interval: Interval): Candle[] | null {
  const [last, first] = [before.at(-1), newest[0]];
  if (!last || !first || Date.parse(first.openTime) > Date.parse(last.openTime) + lengthOf(interval)) return null;
  return [...before.filter((candle) => Date.parse(candle.openTime) < Date.parse(first.openTime)), ...newest];
}
