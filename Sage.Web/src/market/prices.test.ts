import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamHandlers } from '../lib/eventStream';
import { PriceStore } from './prices.svelte';

const price = (symbol: string, value: string, extra = {}) => ({
  symbol,
  price: value,
  changePercent24h: '1.0',
  source: 'binance',
  simulated: false,
  exchangeTime: '2026-11-20T12:00:00Z',
  stale: false,
  ...extra,
});

let frames: (() => void)[] = [];

const createStore = () =>
  new PriceStore((task) => {
    frames.push(task);
    return () => undefined;
  });

const paint = () => {
  for (const frame of frames.splice(0)) frame();
};

const take = (store: PriceStore, ...prices: unknown[]) => {
  store.take(JSON.stringify(prices));
  paint();
};

describe('the price store', () => {
  beforeEach(() => {
    frames = [];
  });

  it('takes over the snapshot and then each change', () => {
    const store = createStore();
    take(store, price('BTCUSDT', '64000'), price('ETHUSDT', '3000'));
    take(store, price('BTCUSDT', '64010'));
    expect(store.rows.map((row) => [row.symbol, row.price, row.direction])).toEqual([
      ['BTCUSDT', '64010', 'up'],
      ['ETHUSDT', '3000', 'same'],
    ]);
  });

  it('keeps the last direction while the price stands still', () => {
    const store = createStore();
    for (const value of ['2', '1', '1']) take(store, price('BTCUSDT', value));
    expect(store.rows[0]?.direction).toBe('down');
  });

  it('shows once per frame, with the newest price of each symbol', () => {
    const store = createStore();
    for (const value of ['1', '2', '3']) store.take(JSON.stringify([price('BTCUSDT', value)]));
    expect(store.rows).toEqual([]);
    expect(frames).toHaveLength(1);
    paint();
    expect(store.rows.map((row) => row.price)).toEqual(['3']);
  });

  it('shows nothing more once it is closed', () => {
    const cancel = vi.fn();
    const store = new PriceStore(() => cancel);
    const close = store.open(() => () => undefined);
    take(store, price('BTCUSDT', '1'));
    close();
    expect(cancel).toHaveBeenCalledOnce();
  });

  it.each([['null'], ['"text"'], ['no json'], ['[{"symbol":"BTCUSDT"}]'], [JSON.stringify([price('BTCUSDT', 'NaN')])], [JSON.stringify([price('BTCUSDT', '1', { stale: 'no' })])]])(
    'ignores what is no price: %s',
    (message) => {
      const store = createStore();
      store.take(message);
      paint();
      expect(store.rows).toEqual([]);
    },
  );

  it('is stale when the connection is lost, and when a price says so', () => {
    let handlers: StreamHandlers | undefined;
    const store = createStore();
    store.open((_url, given) => {
      handlers = given;
      return () => undefined;
    });
    handlers?.onState('live');
    handlers?.onEvent('snapshot', JSON.stringify([price('BTCUSDT', '1')]));
    paint();
    expect(store.stale).toBe(false);
    handlers?.onState('reconnecting');
    expect(store.stale).toBe(true);
    handlers?.onState('live');
    handlers?.onEvent('prices', JSON.stringify([price('BTCUSDT', '1', { stale: true })]));
    paint();
    expect(store.stale).toBe(true);
  });

  it('says when the market is simulated, and who tells most of the prices', () => {
    const store = createStore();
    expect(store.source).toBeNull();
    take(store, price('BTCUSDT', '1', { simulated: true }), price('ETHUSDT', '1', { source: 'gateio' }), price('XRPUSDT', '1', { source: 'gateio' }));
    expect(store.simulated).toBe(true);
    expect(store.source).toBe('gateio');
  });
});
