/** A request that gave nothing usable: why, and when it may be worth another try. */
export class ApiError extends Error {
  constructor(
    message: string,
    /** Milliseconds the server asks to wait; undefined when it does not say. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

const timeoutMs = 10_000;

/**
 * GETs JSON and checks its shape: wrong data must not reach the screen.
 * @throws {ApiError} for no answer in time, a status that is no success (its problem details), or another shape.
 */
export async function getJson<T>(url: string, isExpected: (value: unknown) => value is T, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]), headers: { accept: 'application/json' } }).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw new ApiError(error instanceof DOMException && error.name === 'TimeoutError' ? 'The backend did not answer in time.' : 'The backend cannot be reached.');
    },
  );
  if (!response.ok) throw new ApiError(await problemOf(response), retryAfter(response));
  const value: unknown = await response.json().catch(() => {
    signal.throwIfAborted();
    return undefined;
  });
  if (!isExpected(value)) throw new ApiError('The backend sent something else than expected.');
  return value;
}

/** RFC 9457: `detail` says what happened here, `title` what kind of problem it is. */
async function problemOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => null)) as { detail?: unknown; title?: unknown } | null;
  const text = problem?.detail ?? problem?.title;
  return typeof text === 'string' ? text : `The backend answered ${response.status}.`;
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
