using Sage.AppHost.Aws.Cost.Data;
using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Cost.Rates;

internal sealed record RateInput(TemplateResource Resource, TemplateSet Templates, Assumptions Assumptions)
{
    public Properties Properties => Resource.Properties;
}

/// <summary>How one kind of charge of one resource type is worked out. A type has several, so that one value nobody knows hides one line only.</summary>
internal sealed record Rate(string Type, string Category, string What, Func<RateInput, IEnumerable<Charge>> Charges)
{
    /// <summary>Types whose price depends on their properties. Those with one price each are data: <c>resource-types.json</c>.</summary>
    public static IReadOnlyList<Rate> All { get; } =
    [
        .. FargateRates.All,
        .. DatabaseRates.All,
        .. CacheRates.All,
        .. NetworkRates.All,
        .. SecurityRates.All,
        .. MonitoringRates.All,
    ];
}
