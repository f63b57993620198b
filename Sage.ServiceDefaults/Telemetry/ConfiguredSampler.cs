using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace Sage.ServiceDefaults.Telemetry;

/// <summary>OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG, which the SDK ignores once a sampler is set in code.</summary>
internal static class ConfiguredSampler
{
    public static Sampler Create(IConfiguration configuration) => configuration["OTEL_TRACES_SAMPLER"]?.Trim() switch
    {
        "always_on" => new AlwaysOnSampler(),
        "always_off" => new AlwaysOffSampler(),
        "traceidratio" => new TraceIdRatioBasedSampler(Ratio(configuration)),
        "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
        "parentbased_traceidratio" => new ParentBasedSampler(new TraceIdRatioBasedSampler(Ratio(configuration))),
        _ => new ParentBasedSampler(new AlwaysOnSampler()),
    };

    private static double Ratio(IConfiguration configuration) =>
        double.TryParse(configuration["OTEL_TRACES_SAMPLER_ARG"], NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio)
        && ratio is >= 0 and <= 1
            ? ratio
            : 1;
}
