import { SvelteMap } from 'svelte/reactivity';
import { getJson } from '../lib/api';
import { Remote } from '../lib/remote.svelte';
import { isListOf } from '../lib/shape';
import { isCandle } from './candle';

const refreshMs = 15 * 60_000;

/** The closes of the last 24 hours by symbol, a quarter of an hour each. */
export class Sparklines {
  readonly closes = new SvelteMap<string, number[]>();
  readonly #remote = new Remote<true>();

  /** One request after the other: a browser has few connections to a host, and the stream holds one. */
  open(symbols: readonly string[]): () => void {
    return this.#remote.keep(async (signal) => {
      for (const symbol of symbols) {
        const candles = await getJson(`/api/market/candles/${encodeURIComponent(symbol)}?interval=15m&limit=96`, isListOf(isCandle), signal);
        this.closes.set(symbol, candles.map((candle) => Number(candle.close)));
      }
      return true;
    }, refreshMs);
  }
}
