import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './api';
import { Remote } from './remote.svelte';

describe('data of the server', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('is loaded at once and again after each pause', async () => {
    const load = vi.fn().mockResolvedValueOnce(1).mockResolvedValueOnce(2);
    const remote = new Remote<number>();
    const end = remote.keep(load, 1000);
    await vi.advanceTimersByTimeAsync(0);
    expect(remote.data).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(remote.data).toBe(2);
    end();
  });

  it('stays when a load fails, with the reason, until the next one succeeds', async () => {
    const load = vi.fn().mockResolvedValueOnce(1).mockRejectedValueOnce(new ApiError('Down.', 2000)).mockResolvedValueOnce(3);
    const remote = new Remote<number>();
    const end = remote.keep(load, 1000);
    await vi.advanceTimersByTimeAsync(1000);
    expect([remote.data, remote.error]).toEqual([1, 'Down.']);
    await vi.advanceTimersByTimeAsync(1999);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect([remote.data, remote.error]).toEqual([3, undefined]);
    end();
  });

  it('is not loaded while the page is hidden, and at once when it is seen again', async () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const load = vi.fn().mockResolvedValue(1);
    const end = new Remote<number>().keep(load, 1000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(load).not.toHaveBeenCalled();
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(load).toHaveBeenCalledOnce();
    end();
  });

  it('is given up when it is no longer wanted', async () => {
    let signal: AbortSignal | undefined;
    const remote = new Remote<number>();
    const end = remote.keep((given) => {
      signal = given;
      return new Promise((resolve) => setTimeout(() => { resolve(1); }, 500));
    }, 1000);
    end();
    await vi.advanceTimersByTimeAsync(5000);
    expect([signal?.aborted, remote.data]).toEqual([true, undefined]);
  });
});
