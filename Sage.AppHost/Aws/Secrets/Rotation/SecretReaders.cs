using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Secrets.Rotation;

/// <summary>Which secrets the services and workers read. Jobs read theirs when they run.</summary>
internal static class SecretReaders
{
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Of(AwsPlan plan) => plan.LongRunning
        .Select(task => (task.Name, Secrets: task.Environment.SelectMany(variable => variable.Value.Parts).OfType<SecretPart>()
            .Select(part => part.Secret.Name).Order(StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal)))
        .Where(reader => reader.Secrets.Count > 0)
        .ToDictionary(reader => reader.Name, reader => (IReadOnlySet<string>)reader.Secrets, StringComparer.Ordinal);
}
