using System.Buffers;
using System.Globalization;
using System.Text;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Streaming;

/// <summary>One server-sent event as bytes, for any number of clients: https://html.spec.whatwg.org/multipage/server-sent-events.html</summary>
internal sealed class EventFrame
{
    public static readonly byte[] Farewell = "event: end\ndata: {\"reason\":\"shutdown\"}\n\n"u8.ToArray();

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public bool IsEmpty => _bytes.WrittenCount == 0;

    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>How long a client waits before it comes back.</summary>
    public void Retry() => _bytes.Write("retry: 2000\n"u8);

    public void Snapshot(string epoch, long sequence, IReadOnlyList<PriceEntry> prices) => Prices("snapshot"u8, epoch, sequence, prices);

    public void Changes(string epoch, long sequence, IReadOnlyList<PriceEntry> prices) => Prices("prices"u8, epoch, sequence, prices);

    public void Heartbeat(DateTimeOffset at, string feed) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: heartbeat\ndata: {{\"at\":\"{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"feed\":\"{feed}\"}}\n\n"), _bytes);

    private void Prices(ReadOnlySpan<byte> type, string epoch, long sequence, IReadOnlyList<PriceEntry> prices)
    {
        _bytes.Write("id: "u8);
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{epoch}-{sequence}"), _bytes);
        _bytes.Write("\nevent: "u8);
        _bytes.Write(type);
        _bytes.Write("\ndata: ["u8);
        for (var i = 0; i < prices.Count; i++)
        {
            _bytes.Write(i > 0 ? ","u8 : default);
            _bytes.Write(prices[i].Json);
        }

        _bytes.Write("]\n\n"u8);
    }
}
