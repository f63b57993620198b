import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFormats } from '../lib/format';
import { isFearGreed, type FearGreed } from './fearGreed';
import FearGreedGauge from './FearGreedGauge.svelte';

const index: FearGreed = {
  value: 62,
  classification: 'Greed',
  at: '2026-11-20T00:00:00Z',
  stale: false,
  history: [
    { value: 62, classification: 'Greed', at: '2026-11-20T00:00:00Z' },
    { value: 25, classification: 'Fear', at: '2026-11-19T00:00:00Z' },
  ],
};

describe('the fear and greed gauge', () => {
  it('says its value as a meter, and where it comes from over time', () => {
    render(FearGreedGauge, { index, formats: createFormats('en-US') });
    expect(screen.getByRole('meter', { name: 'Fear and greed index' }).getAttribute('aria-valuetext')).toBe('62 of 100, Greed');
    expect(screen.getByRole('img', { name: 'The last 2 days, from 25 to 62' })).toBeTruthy();
  });

  it('says when it has not been updated', () => {
    render(FearGreedGauge, { index: { ...index, stale: true }, formats: createFormats('en-US') });
    expect(screen.getByText(/not updated since/)).toBeTruthy();
  });

  it.each([[null], [{}], [{ ...index, value: 101 }], [{ ...index, history: [{}] }], [{ ...index, stale: undefined }]])('does not show %j', (value) => {
    expect(isFearGreed(value)).toBe(false);
  });
});
