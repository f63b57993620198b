/** Where a stream stands; the page always shows it. */
export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'closed';

export interface StreamHandlers {
  /** One server-sent event: its type and its data as text. */
  onEvent(type: string, data: string): void;
  onState(state: StreamState): void;
}

export interface StreamOptions {
  /** The event types to listen for. */
  events: readonly string[];
  /** Silence after which the connection counts as dead, in milliseconds; longer than the server's heartbeat of 15 s, and hardly longer than a price is called live. */
  silenceMs?: number;
  createSource?: (url: string) => EventSource;
}

const firstRetryMs = 500;
const longestRetryMs = 15_000;

/**
 * Reads server-sent events and reconnects by itself for as long as it is open. EventSource gives up on an HTTP error and
 * does not notice a silent peer, so both are handled here: a new source after a growing pause, and a watchdog. A new source
 * names the last event, so that the server sends only what has changed since; it cannot set a header, hence the query.
 * @returns closes the stream.
 */
export function openEventStream(url: string, handlers: StreamHandlers, options: StreamOptions): () => void {
  const { events, silenceMs = 17_000, createSource = (address: string) => new EventSource(address) } = options;
  let source: EventSource | undefined;
  let retryMs = firstRetryMs;
  let lastEventId = '';
  let heardAt = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const arm = (delay: number, action: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const reconnect = () => {
    source?.close();
    handlers.onState('reconnecting');
    arm(retryMs, connect);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  };

  const connect = () => {
    const current = createSource(lastEventId === '' ? url : `${url}${url.includes('?') ? '&' : '?'}lastEventId=${encodeURIComponent(lastEventId)}`);
    source = current;
    arm(silenceMs, reconnect);
    for (const type of events) {
      current.addEventListener(type, (event) => {
        if (source !== current) return;
        retryMs = firstRetryMs;
        heardAt = Date.now();
        if (event.lastEventId !== '') lastEventId = event.lastEventId;
        handlers.onState('live');
        arm(silenceMs, reconnect);
        handlers.onEvent(type, event.data as string);
      });
    }
    current.addEventListener('error', () => {
      if (source === current) reconnect();
    });
  };

  // A machine that slept has slept through its timers too, and networks change while nobody looks.
  const wake = () => {
    if (document.visibilityState === 'visible' && Date.now() - heardAt > silenceMs) {
      retryMs = firstRetryMs;
      reconnect();
    }
  };

  handlers.onState('connecting');
  connect();
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);

  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', wake);
    const last = source;
    source = undefined;
    last?.close();
    handlers.onState('closed');
  };
}
