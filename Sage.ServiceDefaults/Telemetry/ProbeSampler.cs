using System.Diagnostics;
using OpenTelemetry.Trace;
using Sage.ServiceDefaults.Health;

namespace Sage.ServiceDefaults.Telemetry;

/// <summary>Keeps health probes, and the queries they cause, out of the traces; the rest is up to <paramref name="inner"/>.</summary>
internal sealed class ProbeSampler(Sampler inner) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        var belowDropped = parent.TraceId != default && !parent.IsRemote && !parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);

        return belowDropped || IsProbe(samplingParameters)
            ? new SamplingResult(SamplingDecision.Drop)
            : inner.ShouldSample(samplingParameters);
    }

    private static bool IsProbe(in SamplingParameters parameters)
    {
        if (parameters.Kind != ActivityKind.Server || parameters.Tags is null)
        {
            return false;
        }

        foreach (var tag in parameters.Tags)
        {
            if (tag.Key == "url.path")
            {
                return tag.Value is string path && HealthEndpoints.IsProbe(path);
            }
        }

        return false;
    }
}
