import { openEventStream, type StreamState } from '../lib/eventStream';
import { isPrice, type Price } from './types';

/** A row of the watchlist: the newest price and which way it moved last. */
export interface Row extends Price {
  direction: 'up' | 'down' | 'same';
}

/** The live prices by symbol, kept current for as long as the store is open. */
export class PriceStore {
  rows = $state<Row[]>([]);
  state = $state<StreamState>('connecting');
  simulated = $derived(this.rows.some((row) => row.simulated));
  stale = $derived(this.state !== 'live' || this.rows.some((row) => row.stale));

  open(stream: typeof openEventStream = openEventStream): () => void {
    return stream(
      '/api/market/stream',
      {
        onState: (state) => {
          this.state = state;
        },
        onEvent: (type, data) => {
          if (type === 'prices' || type === 'snapshot') this.apply(JSON.parse(data));
        },
      },
      { events: ['snapshot', 'prices', 'heartbeat'] },
    );
  }

  apply(message: unknown): void {
    const prices = Array.isArray(message) ? (message as unknown[]).filter(isPrice) : [];
    for (const price of prices) {
      const index = this.rows.findIndex((row) => row.symbol === price.symbol);
      const before = this.rows[index];
      const row: Row = { ...price, direction: before ? compare(before.price, price.price, before.direction) : 'same' };
      if (before) this.rows[index] = row;
      else this.rows.push(row);
    }
  }
}

function compare(before: string, after: string, last: Row['direction']): Row['direction'] {
  const difference = Number(after) - Number(before);
  if (difference === 0) return last;
  return difference > 0 ? 'up' : 'down';
}
