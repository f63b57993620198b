import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from './address';

describe("the page's address", () => {
  it('says which chart is shown', () => {
    expect(readAddress(writeAddress('', { symbol: 'BTCUSDT', interval: '4h' }))).toEqual({ symbol: 'BTCUSDT', interval: '4h' });
  });

  it('keeps what it says beside', () => {
    expect(writeAddress('?theme=dark&symbol=A', { symbol: 'B' })).toBe('?theme=dark&symbol=B');
  });

  it.each([['', {}], ['?interval=2h', {}], ['?symbol=ETHUSDT', { symbol: 'ETHUSDT' }]])('%j says %j', (search, expected) => {
    expect(readAddress(search)).toEqual(expected);
  });
});
