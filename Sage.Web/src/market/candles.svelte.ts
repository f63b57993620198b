import { getJson } from '../lib/api';
import { Remote } from '../lib/remote.svelte';
import { isListOf } from '../lib/shape';
import { isCandle, merged, withTick, type Candle, type Interval } from './candle';

const shown = 500;
const newest = 3;
const refreshMs = 10_000;

/** A symbol's candles of one interval, with the newest one moved by each tick and corrected by the server. */
export class CandleSeries {
  readonly remote = new Remote<Candle[]>();
  /** The newest candle as the ticks since the last load have left it. */
  last = $state.raw<Candle>();

  constructor(
    readonly symbol: string,
    readonly interval: Interval,
  ) {}

  open(): () => void {
    return this.remote.keep(async (signal) => {
      const before = this.remote.data;
      const after = (before && merged(before, await this.#load(newest, signal), this.interval)) ?? (await this.#load(shown, signal));
      this.last = after.at(-1);
      return after;
    }, refreshMs);
  }

  tick(exchangeTime: string, price: string): void {
    if (this.last) this.last = withTick(this.last, this.interval, Date.parse(exchangeTime), price) ?? this.last;
  }

  #load(limit: number, signal: AbortSignal): Promise<Candle[]> {
    return getJson(`/api/market/candles/${encodeURIComponent(this.symbol)}?interval=${this.interval}&limit=${limit}`, isListOf(isCandle), signal);
  }
}
