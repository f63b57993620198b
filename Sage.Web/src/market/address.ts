import { isInterval, type Interval } from './candle';

/** What the page's address says of the chart. */
export interface ChartAddress {
  symbol?: string;
  interval?: Interval;
}

export function readAddress(search: string): ChartAddress {
  const query = new URLSearchParams(search);
  const [symbol, interval] = [query.get('symbol'), query.get('interval')];
  return { ...(symbol === null ? {} : { symbol }), ...(isInterval(interval) ? { interval } : {}) };
}

/** The query with the chart in it; whatever else it says stays. */
export function writeAddress(search: string, { symbol, interval }: ChartAddress): string {
  const query = new URLSearchParams(search);
  if (symbol !== undefined) query.set('symbol', symbol);
  if (interval !== undefined) query.set('interval', interval);
  return `?${query.toString()}`;
}
