namespace Sage.AppHost.Aws.Cost.Data;

/// <summary>Everything an estimate knows besides the templates. The files lie beside this code and are compiled in.</summary>
internal sealed record CostData(PriceBook Prices, Assumptions Assumptions, ResourceTypes Types, Baseline Baseline)
{
    /// <exception cref="InvalidDataException">One of the files is malformed: the message names it and what is wrong.</exception>
    public static CostData Embedded() => new(
        PriceBook.Parse("prices.json", Read("prices.json")),
        Assumptions.Parse("assumptions.json", Read("assumptions.json")),
        DataFile.Parse("resource-types.json", Read("resource-types.json"), CostJson.Default.ResourceTypes),
        Baseline.Parse("specification.json", Read("specification.json")));

    private static byte[] Read(string name)
    {
        using var stream = typeof(CostData).Assembly.GetManifestResourceStream($"cost/{name}") ?? throw new InvalidDataException($"{name} is not in this program.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
