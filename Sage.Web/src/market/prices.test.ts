import { describe, expect, it } from 'vitest';
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

describe('the price store', () => {
  it('takes over the snapshot and then each change', () => {
    const store = new PriceStore();
    store.apply([price('BTCUSDT', '64000'), price('ETHUSDT', '3000')]);
    store.apply([price('BTCUSDT', '64010')]);
    expect(store.rows.map((row) => [row.symbol, row.price, row.direction])).toEqual([
      ['BTCUSDT', '64010', 'up'],
      ['ETHUSDT', '3000', 'same'],
    ]);
  });

  it('keeps the last direction while the price stands still', () => {
    const store = new PriceStore();
    store.apply([price('BTCUSDT', '2')]);
    store.apply([price('BTCUSDT', '1')]);
    store.apply([price('BTCUSDT', '1')]);
    expect(store.rows[0]?.direction).toBe('down');
  });

  it.each([[null], ['text'], [[{ symbol: 'BTCUSDT' }]], [[{ ...price('BTCUSDT', 'NaN') }]]])('ignores what is no price: %j', (message) => {
    const store = new PriceStore();
    store.apply(message);
    expect(store.rows).toEqual([]);
  });

  it('is stale when the connection is lost, and when a price says so', () => {
    let handlers: StreamHandlers | undefined;
    const store = new PriceStore();
    store.open((_url, given) => {
      handlers = given;
      return () => undefined;
    });
    handlers?.onState('live');
    handlers?.onEvent('snapshot', JSON.stringify([price('BTCUSDT', '1')]));
    expect(store.stale).toBe(false);
    handlers?.onState('reconnecting');
    expect(store.stale).toBe(true);
    handlers?.onState('live');
    handlers?.onEvent('prices', JSON.stringify([price('BTCUSDT', '1', { stale: true })]));
    expect(store.stale).toBe(true);
  });

  it('says when the market is simulated', () => {
    const store = new PriceStore();
    store.apply([price('BTCUSDT', '1', { simulated: true })]);
    expect(store.simulated).toBe(true);
  });
});
