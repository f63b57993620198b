using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Streaming;

/// <summary>Server-sent events, as bytes into the response: https://html.spec.whatwg.org/multipage/server-sent-events.html</summary>
internal static class EventWriter
{
    /// <summary>id, event, and the prices as one JSON array on one line.</summary>
    public static void WritePrices(PipeWriter writer, ReadOnlySpan<byte> type, IReadOnlyList<PriceEntry> prices)
    {
        var revision = 0L;
        foreach (var price in prices)
        {
            revision = Math.Max(revision, price.Quote.Revision);
        }

        writer.Write("id: "u8);
        WriteNumber(writer, revision);
        writer.Write("\nevent: "u8);
        writer.Write(type);
        writer.Write("\ndata: ["u8);
        for (var i = 0; i < prices.Count; i++)
        {
            if (i > 0)
            {
                writer.Write(","u8);
            }

            writer.Write(prices[i].Json);
        }

        writer.Write("]\n\n"u8);
    }

    public static void Write(PipeWriter writer, ReadOnlySpan<byte> type, string data)
    {
        writer.Write("event: "u8);
        writer.Write(type);
        writer.Write("\ndata: "u8);
        Encoding.UTF8.GetBytes(data, writer);
        writer.Write("\n\n"u8);
    }

    private static void WriteNumber(PipeWriter writer, long value)
    {
        const int LongestNumber = 20;
        value.TryFormat(writer.GetSpan(LongestNumber), out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        writer.Advance(written);
    }
}
