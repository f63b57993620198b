import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { createFormats } from '../lib/format';
import type { Row } from './prices.svelte';
import type { SymbolInfo } from './symbol';
import Watchlist from './Watchlist.svelte';

const row: Row = {
  symbol: 'BTCUSDT',
  price: '64012.34',
  changePercent24h: '-1.25',
  source: 'binance',
  simulated: false,
  exchangeTime: '2026-11-20T12:00:00Z',
  stale: false,
  direction: 'down',
};

const names = new Map<string, SymbolInfo>([['BTCUSDT', { symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT', name: 'Bitcoin', marketCapUsd: null }]]);

describe('the watchlist', () => {
  it('has a row for each coin with its price and change', () => {
    render(Watchlist, { rows: [row], stale: false, formats: createFormats('en-US'), names });
    expect(screen.getByRole('button', { name: /^BTC ?\/USDT Bitcoin$/ })).toBeTruthy();
    expect(screen.getByText(/\$64,012\.34/)).toBeTruthy();
    expect(screen.getByText('-1.25%')).toBeTruthy();
  });

  it('calls a pair that is not known yet by its symbol, and its price no dollars', () => {
    render(Watchlist, { rows: [{ ...row, symbol: 'ETHBTC', price: '0.0345' }], stale: false, formats: createFormats('en-US'), names });
    expect(screen.getByRole('button', { name: 'ETHBTC' })).toBeTruthy();
    expect(screen.queryByText(/\$/)).toBeNull();
  });

  it('never shows a stale price as live', () => {
    render(Watchlist, { rows: [{ ...row, stale: true }], stale: false, formats: createFormats('en-US') });
    expect(screen.getByText('stale')).toBeTruthy();
  });

  it('tells which coin is chosen, and chooses one by keyboard or mouse', async () => {
    const onselect = vi.fn();
    render(Watchlist, { rows: [row, { ...row, symbol: 'ETHUSDT' }], stale: false, formats: createFormats('en-US'), selected: 'BTCUSDT', onselect });
    expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-pressed'))).toEqual(['true', 'false']);
    screen.getByRole('button', { name: /ETH/ }).click();
    await tick();
    expect(onselect).toHaveBeenCalledExactlyOnceWith('ETHUSDT');
  });
});
