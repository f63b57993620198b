using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(Sage.Tests.Aws.SageTemplates))]

namespace Sage.Tests.Aws;

/// <summary>Sage as published in each variant that a test asks for, once for all tests.</summary>
public sealed class SageTemplates : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PublishedModel>>> _variants = new(StringComparer.Ordinal);

    /// <param name="environment">Production or Staging.</param>
    /// <param name="phase">mvp, growth or scale.</param>
    /// <param name="settings">More, as on the command line.</param>
    internal Task<PublishedModel> GetAsync(string environment = "Production", string phase = "mvp", params string[] settings)
        => _variants.GetOrAdd(string.Join(' ', [environment, phase, .. settings]), _ => new(() => PublishedModel.OfSageAsync(["--environment", environment, "--phase", phase, .. settings]))).Value;

    public void Dispose()
    {
        foreach (var variant in _variants.Values.Where(variant => variant is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            variant.Value.Result.Dispose();
        }
    }
}
