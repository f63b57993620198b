import type { Formats } from '../lib/format';
import type { Row } from './prices.svelte';
import type { SymbolInfo } from './symbol';

const pauseMs = 30_000;
const smallestChange = 0.001;

/**
 * What a screen reader hears of a price: at most a sentence every half minute, and only when the price has moved by a
 * thousandth since the last one. Staleness is said at once.
 */
export class Announcer {
  text = $state('');
  #saidAt = Number.NEGATIVE_INFINITY;
  #said: { symbol: string; price: number; stale: boolean } | undefined;

  constructor(private readonly formats: Formats) {}

  hear(row: Row, info: SymbolInfo | undefined, stale: boolean, now: number): void {
    const name = info?.name ?? row.symbol;
    const [price, said] = [Number(row.price), this.#said];
    if (said?.symbol === row.symbol && said.stale === stale) {
      if (stale || now - this.#saidAt < pauseMs || Math.abs(price - said.price) < said.price * smallestChange) return;
    }
    this.#said = { symbol: row.symbol, price, stale };
    this.#saidAt = now;
    this.text = stale
      ? `${name}: no new price since ${this.formats.time(row.exchangeTime)}.`
      : `${name} ${this.formats.price(row.price, info?.quote)}, ${this.formats.percent(row.changePercent24h)} in 24 hours.`;
  }
}
