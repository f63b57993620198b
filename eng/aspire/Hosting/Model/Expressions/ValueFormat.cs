namespace Aspire.Hosting.ApplicationModel;

/// <summary>The formats that may follow a value in an expression.</summary>
internal static class ValueFormat
{
    public static string Apply(string value, string format) => string.Equals(format, "uri", StringComparison.OrdinalIgnoreCase)
        ? Uri.EscapeDataString(value)
        : throw new NotSupportedException($"The format '{format}' is not supported. Supported formats are 'uri' (encodes a URI)");
}
