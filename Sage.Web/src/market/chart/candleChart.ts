import { CandlestickSeries, ColorType, createChart, HistogramSeries, TickMarkType, type IChartApi, type ISeriesApi, type UTCTimestamp } from 'lightweight-charts';
import { fractionDigits, type Formats } from '../../lib/format';
import type { Candle } from '../candle';

const pixelsPerCandle = 8;

/** The chart's half of the screen, in a chunk of its own: the library is larger than the rest of the page. */
export class CandleChart {
  readonly #chart: IChartApi;
  readonly #candles: ISeriesApi<'Candlestick'>;
  readonly #volume: ISeriesApi<'Histogram'>;
  readonly #element: HTMLElement;
  #framed = false;
  #newest = 0;

  constructor(element: HTMLElement, formats: Formats, quote: () => string | undefined) {
    this.#element = element;
    this.#chart = createChart(element, {
      autoSize: true,
      layout: { fontFamily: getComputedStyle(element).fontFamily },
      localization: { priceFormatter: (price: number) => formats.price(String(price), quote()), timeFormatter: (time: UTCTimestamp) => formats.moment(dateOf(time)) },
      timeScale: {
        timeVisible: true,
        tickMarkFormatter: (time: UTCTimestamp, type: TickMarkType) => formats.tick(dateOf(time), kindOf(type)),
      },
      // The wheel scrolls the page; pinching and dragging stay with the chart.
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
      handleScale: { mouseWheel: false },
    });
    this.#candles = this.#chart.addSeries(CandlestickSeries, { borderVisible: false });
    this.#candles.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.22 } });
    this.#volume = this.#chart.addSeries(HistogramSeries, { priceScaleId: 'volume', priceFormat: { type: 'volume' }, lastValueVisible: false, priceLineVisible: false });
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    this.recolour();
  }

  /** Shows these candles: the newest at first, then whatever part of the time is looked at. */
  show(candles: readonly Candle[]): void {
    const digits = fractionDigits(candles.at(-1)?.close ?? '1');
    this.#candles.applyOptions({ priceFormat: { type: 'price', precision: digits, minMove: 10 ** -digits } });
    this.#candles.setData(candles.map(barOf));
    this.#volume.setData(candles.map(volumeOf));
    this.#newest = candles.map(timeOf).at(-1) ?? 0;
    if (this.#framed || candles.length === 0) return;
    this.#framed = true;
    const visible = Math.max(30, this.#element.clientWidth / pixelsPerCandle);
    this.#chart.timeScale().setVisibleLogicalRange({ from: candles.length - visible, to: candles.length + 3 });
  }

  /** Moves the newest candle, or begins the next one; the library refuses one before it. */
  update(candle: Candle): void {
    if (timeOf(candle) < this.#newest) return;
    this.#newest = timeOf(candle);
    this.#candles.update(barOf(candle));
    this.#volume.update(volumeOf(candle));
  }

  /** The colours of the page, light or dark. */
  recolour(): void {
    const colour = (name: string) => resolve(this.#element, name);
    const [up, down, line] = [colour('--up'), colour('--down'), colour('--line')];
    this.#chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: colour('--surface') }, textColor: colour('--muted') },
      grid: { vertLines: { color: line }, horzLines: { color: line } },
      timeScale: { borderColor: line },
      rightPriceScale: { borderColor: line },
    });
    this.#candles.applyOptions({ upColor: up, downColor: down, wickUpColor: up, wickDownColor: down });
    this.#volume.applyOptions({ color: line });
  }

  remove(): void {
    this.#chart.remove();
  }
}

// Binary floats are good enough for pixels; every number that is read comes from the decimal text.
const barOf = (candle: Candle) => ({
  time: timeOf(candle),
  open: Number(candle.open),
  high: Number(candle.high),
  low: Number(candle.low),
  close: Number(candle.close),
});

const volumeOf = (candle: Candle) => ({ time: timeOf(candle), value: Number(candle.volume) });

const timeOf = (candle: Candle) => (Date.parse(candle.openTime) / 1000) as UTCTimestamp;

const dateOf = (time: UTCTimestamp) => new Date(time * 1000);

function kindOf(type: TickMarkType): 'time' | 'day' | 'month' {
  if (type === TickMarkType.Time || type === TickMarkType.TimeWithSeconds) return 'time';
  return type === TickMarkType.DayOfMonth ? 'day' : 'month';
}

/** The chart paints on a canvas, which knows no `light-dark()`: the browser resolves the variable first. */
function resolve(element: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
