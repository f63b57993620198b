import { describe, expect, it } from 'vitest';
import { createFormats } from './format';

describe('formats', () => {
  const english = createFormats('en-US');

  it.each([
    ['64012.3456', '$64,012.35'],
    ['3.14159', '$3.1416'],
    ['0.1582031', '$0.158203'],
    ['0.00000843', '$0.000008430'],
    ['0.0000003', '$0.0000003000'],
    ['12345678901234567.89', '$12,345,678,901,234,567.89'],
  ])('shows the price %s as %s', (value, expected) => {
    expect(english.price(value, 'USDT')).toBe(expected);
  });

  it.each([
    ['BTC', '0.009100\u00a0BTC'],
    ['EUR', '0.009100\u00a0EUR'],
    ['', '0.009100'],
    [undefined, '0.009100'],
  ])('shows a price in %s as no dollars', (quote, expected) => {
    expect(english.price('0.0091', quote)).toBe(expected);
  });

  it.each([
    ['1.5', '+1.50%'],
    ['-0.25', '-0.25%'],
    ['0', '0.00%'],
    [null, '–'],
  ])('shows the change %s as %s', (value, expected) => {
    expect(english.percent(value)).toBe(expected);
  });

  it('follows the locale', () => {
    expect(createFormats('de-DE').price('64012.3', 'USDT')).toBe('64.012,30\u00a0$');
  });
});
