import { describe, expect, it } from 'vitest';
import { isCandle, isInterval, merged, openTimeOf, withTick, type Candle } from './candle';

const noon = Date.parse('2026-11-20T12:00:00Z');
const candle = (minute: number, close: string, extra: Partial<Candle> = {}): Candle => ({
  openTime: new Date(noon + minute * 60_000).toISOString(),
  open: '100',
  high: '110',
  low: '90',
  close,
  volume: '5',
  final: true,
  ...extra,
});

describe('a candle', () => {
  it('begins at a multiple of its length in UTC', () => {
    const at = Date.parse('2026-11-20T13:47:12.345Z');
    expect(new Date(openTimeOf(at, '15m')).toISOString()).toBe('2026-11-20T13:45:00.000Z');
    expect(new Date(openTimeOf(at, '4h')).toISOString()).toBe('2026-11-20T12:00:00.000Z');
    expect(new Date(openTimeOf(at, '1d')).toISOString()).toBe('2026-11-20T00:00:00.000Z');
  });

  it.each([
    ['105', { close: '105', high: '110', low: '90' }],
    ['111.5', { close: '111.5', high: '111.5', low: '90' }],
    ['89', { close: '89', high: '110', low: '89' }],
  ])('is moved by a tick of %s', (price, expected) => {
    expect(withTick(candle(0, '100'), '1m', noon + 30_000, price)).toMatchObject({ ...expected, open: '100', volume: '5' });
  });

  it('is followed by a new one when its time is over', () => {
    expect(withTick(candle(0, '100'), '1m', noon + 60_000, '101')).toEqual({
      openTime: '2026-11-20T12:01:00.000Z',
      open: '101',
      high: '101',
      low: '101',
      close: '101',
      volume: '0',
      final: false,
    });
  });

  it('does not move by a tick of an earlier one', () => {
    expect(withTick(candle(1, '100'), '1m', noon + 59_999, '500')).toBeNull();
  });

  it.each([[null], [[]], [{}], [{ ...candle(0, '1'), close: 'x' }], [{ ...candle(0, '1'), volume: '' }], [{ ...candle(0, '1'), openTime: 'soon' }]])('is not %j', (value) => {
    expect(isCandle(value)).toBe(false);
  });

  it('has one of six lengths', () => {
    expect([isInterval('4h'), isInterval('2h'), isInterval(null)]).toEqual([true, false, false]);
  });
});

describe('candles and the newest of the server', () => {
  it('are joined where they overlap; the server is right', () => {
    const after = merged([candle(0, '1'), candle(1, '2', { final: false })], [candle(1, '3'), candle(2, '4')], '1m');
    expect(after?.map((each) => each.close)).toEqual(['1', '3', '4']);
  });

  it('are joined where they meet', () => {
    expect(merged([candle(0, '1')], [candle(1, '2')], '1m')).toHaveLength(2);
  });

  it('are not joined over a gap, so all are loaded again', () => {
    expect(merged([candle(0, '1')], [candle(2, '2')], '1m')).toBeNull();
    expect(merged([], [candle(2, '2')], '1m')).toBeNull();
  });
});
