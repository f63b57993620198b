import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { Remote } from './remote.svelte';

describe('data of the server that an effect keeps', () => {
  it('is loaded once for a pause, also when each load looks at what the one before has brought', async () => {
    vi.useFakeTimers();
    const remote = new Remote<number>();
    const load = vi.fn(() => Promise.resolve((remote.data ?? 0) + 1));
    const end = $effect.root(() => {
      $effect(() => remote.keep(load, 1000));
    });
    for (let i = 0; i < 5; i++) {
      flushSync();
      await vi.advanceTimersByTimeAsync(10);
    }

    expect([remote.data, load.mock.calls.length]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(1000);
    expect([remote.data, load.mock.calls.length]).toEqual([2, 2]);
    end();
    vi.useRealTimers();
  });
});
