import { untrack } from 'svelte';
import { ApiError } from './api';

/** Tries once more after this long when a load failed and the server does not say when. */
const retryMs = 5_000;

export type Load<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Data of the server that is loaded, kept and loaded again. After a failure the last data stays, together with the reason;
 * the next try is due by itself. While the page is hidden nothing is asked for.
 */
export class Remote<T> {
  data = $state.raw<T>();
  error = $state<string>();

  /**
   * @param load one load; may be given up by its signal.
   * @param everyMs pause between two loads that succeed.
   * @returns ends it.
   */
  keep(load: Load<T>, everyMs: number): () => void {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let overdue = false;

    const run = async () => {
      if (document.hidden) {
        overdue = true;
        return;
      }
      overdue = false;
      let pause = everyMs;
      try {
        const data = await load(ending.signal);
        if (ending.signal.aborted) return;
        this.data = data;
        this.error = undefined;
      } catch (error) {
        if (ending.signal.aborted) return;
        this.error = error instanceof Error ? error.message : 'The data could not be loaded.';
        pause = (error instanceof ApiError ? error.retryAfterMs : undefined) ?? retryMs;
      }
      timer = setTimeout(() => void run(), pause);
    };

    document.addEventListener(
      'visibilitychange',
      () => {
        if (overdue && !document.hidden) void run();
      },
      { signal: ending.signal },
    );
    // Kept by an effect, which must not begin anew with each load because the load looks at the data that it renews.
    untrack(() => void run());

    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }
}
