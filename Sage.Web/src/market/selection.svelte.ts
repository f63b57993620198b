import { readAddress, writeAddress, type ChartAddress } from './address';
import type { Interval } from './candle';

/** Which chart is looked at. It stands in the address, so that a reload or a shared link shows the same. */
export class Selection {
  symbol = $state<string>();
  interval = $state<Interval>('15m');

  constructor() {
    const { symbol, interval } = readAddress(location.search);
    this.symbol = symbol;
    this.interval = interval ?? this.interval;
  }

  choose(change: ChartAddress): void {
    this.symbol = change.symbol ?? this.symbol;
    this.interval = change.interval ?? this.interval;
    history.replaceState(null, '', writeAddress(location.search, change));
  }
}
