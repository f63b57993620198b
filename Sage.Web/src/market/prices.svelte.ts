import { openEventStream, type StreamState } from '../lib/eventStream';
import { mainSource, Newest } from './newest';
import { isPrice, type Price } from './price';

/** A row of the watchlist: the newest price and which way it moved last. */
export interface Row extends Price {
  direction: 'up' | 'down' | 'same';
}

/** Runs a task before the next paint, or now and then while nothing is painted; gives it back for cancelling. */
export type Schedule = (task: () => void) => () => void;

const nextFrame: Schedule = (task) => {
  const frame = requestAnimationFrame(task);
  return () => {
    cancelAnimationFrame(frame);
  };
};

/**
 * The live prices by symbol, kept current for as long as the store is open. The stream may bring a hundred events a second;
 * the screen changes once per frame, with the newest of each symbol.
 */
export class PriceStore {
  rows = $state.raw<readonly Row[]>([]);
  state = $state<StreamState>('connecting');
  simulated = $derived(this.rows.some((row) => row.simulated));
  /** Who tells most of the prices; null before the first. */
  source = $derived(mainSource(this.rows));
  stale = $derived(this.state !== 'live' || this.rows.some((row) => row.stale));

  readonly #newest = new Newest();
  #cancel: (() => void) | undefined;

  constructor(private readonly schedule: Schedule = nextFrame) {}

  open(stream: typeof openEventStream = openEventStream): () => void {
    const close = stream(
      '/api/market/stream',
      {
        onState: (state) => {
          this.state = state;
        },
        onEvent: (type, data) => {
          if (type === 'prices' || type === 'snapshot') this.take(data);
        },
      },
      { events: ['snapshot', 'prices', 'heartbeat'] },
    );
    return () => {
      this.#cancel?.();
      this.#cancel = undefined;
      close();
    };
  }

  /** Takes over the data of one event; what is no price is left out. */
  take(data: string): void {
    const message = parse(data);
    if (!Array.isArray(message)) return;
    for (const price of (message as unknown[]).filter(isPrice)) this.#newest.add(price);
    if (this.#newest.isEmpty) return;
    this.#cancel ??= this.schedule(() => {
      this.#show();
    });
  }

  #show(): void {
    this.#cancel = undefined;
    const arrived = this.#newest.empty();
    const rows = this.rows.map((row) => {
      const price = arrived.get(row.symbol);
      arrived.delete(row.symbol);
      return price ? { ...price, direction: directionOf(row, price) } : row;
    });
    this.rows = [...rows, ...[...arrived.values()].map((price) => ({ ...price, direction: 'same' as const }))];
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    // A frame that is no JSON is no price.
    return null;
  }
}

function directionOf(before: Row, { price }: Price): Row['direction'] {
  const difference = Number(price) - Number(before.price);
  if (difference === 0) return before.direction;
  return difference > 0 ? 'up' : 'down';
}
