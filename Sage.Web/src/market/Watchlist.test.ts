import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFormats } from '../lib/format';
import type { Row } from './prices.svelte';
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

describe('the watchlist', () => {
  it('has a row for each coin with its price and change', () => {
    render(Watchlist, { rows: [row], stale: false, formats: createFormats('en-US') });
    expect(screen.getByRole('rowheader', { name: /^BTC ?\/USDT$/ })).toBeTruthy();
    expect(screen.getByText(/\$64,012\.34/)).toBeTruthy();
    expect(screen.getByText('-1.25%')).toBeTruthy();
  });

  it('never shows a stale price as live', () => {
    render(Watchlist, { rows: [{ ...row, stale: true }], stale: false, formats: createFormats('en-US') });
    expect(screen.getByText(', stale')).toBeTruthy();
  });
});
