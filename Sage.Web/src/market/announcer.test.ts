import { describe, expect, it } from 'vitest';
import { createFormats } from '../lib/format';
import { Announcer } from './announcer.svelte';
import type { Row } from './prices.svelte';
import type { SymbolInfo } from './symbol';

const row = (price: string, extra: Partial<Row> = {}): Row => ({
  symbol: 'BTCUSDT',
  price,
  changePercent24h: '1.5',
  source: 'binance',
  simulated: false,
  exchangeTime: '2026-11-20T12:00:00Z',
  stale: false,
  direction: 'up',
  ...extra,
});

const bitcoin: SymbolInfo = { symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT', name: 'Bitcoin', marketCapUsd: null };
const ether: SymbolInfo = { symbol: 'ETHUSDT', base: 'ETH', quote: 'USDT', name: 'Ethereum', marketCapUsd: null };

describe('the announcer', () => {
  it('says the first price, then at most one in half a minute', () => {
    const announcer = new Announcer(createFormats('en-US'));
    announcer.hear(row('64000'), bitcoin, false, 0);
    expect(announcer.text).toBe('Bitcoin $64,000.00, +1.50% in 24 hours.');
    announcer.hear(row('65000'), bitcoin, false, 29_999);
    expect(announcer.text).toContain('64,000');
    announcer.hear(row('65000'), bitcoin, false, 30_000);
    expect(announcer.text).toContain('65,000');
  });

  it('is quiet while the price hardly moves', () => {
    const announcer = new Announcer(createFormats('en-US'));
    announcer.hear(row('64000'), bitcoin, false, 0);
    announcer.hear(row('64063'), bitcoin, false, 60_000);
    expect(announcer.text).toContain('64,000');
  });

  it('says another coin and a stale price at once, the latter once', () => {
    const announcer = new Announcer(createFormats('en-US'));
    announcer.hear(row('64000'), bitcoin, false, 0);
    announcer.hear(row('3000', { symbol: 'ETHUSDT' }), ether, false, 1);
    expect(announcer.text).toContain('Ethereum $3,000.00');
    announcer.hear(row('3000', { symbol: 'ETHUSDT' }), ether, true, 2);
    expect(announcer.text).toContain('Ethereum: no new price since');
    announcer.text = '';
    announcer.hear(row('3000', { symbol: 'ETHUSDT' }), ether, true, 60_000);
    expect(announcer.text).toBe('');
  });
});
