import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, getJson } from './api';

const isNumber = (value: unknown): value is number => typeof value === 'number';
const answer = (body: string, init?: ResponseInit) => vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, init)));
const get = () => getJson('/x', isNumber, new AbortController().signal);

describe('a request', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('gives what the server sends, when it has the shape', async () => {
    answer('7');
    await expect(get()).resolves.toBe(7);
  });

  it.each([['"seven"'], ['{'], ['']])('does not give %j', async (body) => {
    answer(body);
    await expect(get()).rejects.toThrow('The backend sent something else than expected.');
  });

  it('tells the details of a problem and when to come back', async () => {
    answer('{"title":"Too many requests","detail":"Wait a little."}', { status: 429, headers: { 'retry-after': '3' } });
    await expect(get()).rejects.toEqual(expect.objectContaining({ message: 'Wait a little.', retryAfterMs: 3000 }));
  });

  it('tells the status when there are no details', async () => {
    answer('<html>', { status: 502 });
    await expect(get()).rejects.toThrow('The backend answered 502.');
  });

  it('says that the backend cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
    await expect(get()).rejects.toEqual(new ApiError('The backend cannot be reached.'));
  });
});
