using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;
using Sage.ServiceDefaults.Telemetry;

namespace Sage.Tests.ServiceDefaults;

public sealed class ProbeSamplerTests
{
    private static readonly ProbeSampler Sampler = new(new AlwaysOnSampler());

    [Theory]
    [InlineData("/health", SamplingDecision.Drop)]
    [InlineData("/alive", SamplingDecision.Drop)]
    [InlineData("/api/market/prices", SamplingDecision.RecordAndSample)]
    [InlineData("/healthy-food", SamplingDecision.RecordAndSample)]
    public void Only_probes_are_dropped(string path, SamplingDecision expected) =>
        Assert.Equal(expected, Decide(default, ActivityKind.Server, path));

    [Fact]
    public void The_query_that_a_probe_causes_is_dropped_too()
    {
        var probe = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);

        Assert.Equal(SamplingDecision.Drop, Decide(probe, ActivityKind.Client, null));
    }

    [Fact]
    public void What_comes_from_elsewhere_is_left_to_the_configured_sampler()
    {
        var remote = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);

        Assert.Equal(SamplingDecision.RecordAndSample, Decide(remote, ActivityKind.Server, "/api/market/prices"));
    }

    [Theory]
    [InlineData(null, null, "ParentBased{AlwaysOnSampler}")]
    [InlineData("always_on", null, "AlwaysOnSampler")]
    [InlineData("parentbased_traceidratio", "0.25", "ParentBased{TraceIdRatioBasedSampler{0.250000}}")]
    [InlineData("traceidratio", "nonsense", "TraceIdRatioBasedSampler{1.000000}")]
    public void The_standard_variables_choose_the_sampler(string? name, string? argument, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OTEL_TRACES_SAMPLER"] = name,
            ["OTEL_TRACES_SAMPLER_ARG"] = argument,
        }).Build();

        Assert.Equal(expected, ConfiguredSampler.Create(configuration).Description);
    }

    private static SamplingDecision Decide(ActivityContext parent, ActivityKind kind, string? path)
    {
        KeyValuePair<string, object?>[] tags = [new("http.request.method", "GET"), new("url.path", path)];
        var parameters = new SamplingParameters(parent, ActivityTraceId.CreateRandom(), "span", kind, tags!, null);
        return Sampler.ShouldSample(parameters).Decision;
    }
}
