import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openEventStream, type StreamState } from './eventStream';

class FakeSource extends EventTarget {
  static all: FakeSource[] = [];
  closed = false;
  constructor(readonly url: string) {
    super();
    FakeSource.all.push(this);
  }
  close() {
    this.closed = true;
  }
  emit(type: string, data: string, lastEventId = '') {
    this.dispatchEvent(new MessageEvent(type, { data, lastEventId }));
  }
  fail() {
    this.dispatchEvent(new Event('error'));
  }
}

const last = () => {
  const source = FakeSource.all.at(-1);
  if (!source) throw new Error('no source was opened');
  return source;
};

const opened: (() => void)[] = [];

function open(silenceMs = 1000) {
  const states: StreamState[] = [];
  const events: string[] = [];
  const close = openEventStream(
    '/stream',
    { onState: (state) => states.push(state), onEvent: (type, data) => events.push(`${type}:${data}`) },
    { events: ['prices', 'heartbeat'], silenceMs, createSource: (url) => new FakeSource(url) as unknown as EventSource },
  );
  opened.push(close);
  return { states, events, close };
}

describe('an event stream', () => {
  beforeEach(() => {
    for (const close of opened.splice(0)) close();
    FakeSource.all = [];
    vi.useFakeTimers();
  });

  it('is live from its first event on', () => {
    const { states, events } = open();
    expect(states).toEqual(['connecting']);
    last().emit('prices', '1');
    expect(states.at(-1)).toBe('live');
    expect(events).toEqual(['prices:1']);
  });

  it('asks anew when the page comes back after a longer silence than a live connection has', () => {
    const { states } = open();
    last().emit('prices', '1');
    vi.setSystemTime(Date.now() + 1001);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(states.at(-1)).toBe('reconnecting');
    vi.advanceTimersByTime(500);
    expect(FakeSource.all).toHaveLength(2);
  });

  it('leaves a connection alone that has just been heard of', () => {
    const { states } = open();
    last().emit('prices', '1');
    window.dispatchEvent(new Event('online'));
    expect(states.at(-1)).toBe('live');
  });

  it('reconnects after an error, later each time, and starts over once it is live again', () => {
    const { states } = open();
    last().fail();
    expect(states.at(-1)).toBe('reconnecting');
    vi.advanceTimersByTime(499);
    expect(FakeSource.all).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(FakeSource.all).toHaveLength(2);
    last().fail();
    vi.advanceTimersByTime(999);
    expect(FakeSource.all).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(FakeSource.all).toHaveLength(3);
    last().emit('prices', '2');
    last().fail();
    vi.advanceTimersByTime(500);
    expect(FakeSource.all).toHaveLength(4);
  });

  it('drops a connection that says nothing for too long', () => {
    const { states } = open(1000);
    const first = last();
    first.emit('heartbeat', '');
    vi.advanceTimersByTime(1000);
    expect(first.closed).toBe(true);
    expect(states.at(-1)).toBe('reconnecting');
  });

  it('asks for what came after the last event it has seen', () => {
    open();
    last().emit('prices', '1', 'a/b-7');
    last().emit('heartbeat', '');
    last().fail();
    vi.advanceTimersByTime(500);
    expect(FakeSource.all.map((source) => source.url)).toEqual(['/stream', '/stream?lastEventId=a%2Fb-7']);
  });

  it('ignores events of a connection that was replaced', () => {
    const { events } = open();
    const first = last();
    first.fail();
    vi.advanceTimersByTime(500);
    first.emit('prices', 'old');
    expect(events).toEqual([]);
  });

  it('stays closed once closed', () => {
    const { states, close } = open();
    close();
    last().fail();
    vi.advanceTimersByTime(60_000);
    expect(FakeSource.all).toHaveLength(1);
    expect(last().closed).toBe(true);
    expect(states.at(-1)).toBe('closed');
  });
});
