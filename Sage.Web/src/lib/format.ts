/** Numbers as the reader's locale writes them. Prices arrive as decimal text: they are shown, never calculated with. */
export interface Formats {
  price(value: string): string;
  percent(value: string | null): string;
  time(value: string): string;
}

export function createFormats(locale?: string): Formats {
  const percent = new Intl.NumberFormat(locale, { style: 'percent', signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const byDigits = new Map<number, Intl.NumberFormat>();

  const priceFormat = (digits: number) => {
    let format = byDigits.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits });
      byDigits.set(digits, format);
    }
    return format;
  };

  return {
    price: (value) => priceFormat(fractionDigits(value)).format(value as Intl.StringNumericLiteral),
    percent: (value) => (value === null ? '–' : percent.format(Number(value) / 100)),
    time: (value) => time.format(new Date(value)),
  };
}

/** Small prices need more digits: 64,012.35 but 0.158203. */
function fractionDigits(value: string): number {
  const size = Math.abs(Number(value));
  if (size >= 10) return 2;
  return size >= 1 ? 4 : 6;
}
