using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Cli;

/// <summary>The resources as the CLI shows them, without secrets.</summary>
internal sealed class ResourceSnapshots(DistributedApplicationModel model, ResourceNotificationService notifications)
{
    public bool Exists(string? name) => model.Resources.Any(resource => string.Equals(resource.Name, name, StringComparisons.ResourceName));

    public IEnumerable<ResourceSnapshotMessage> GetAll(bool jsonProperties)
    {
        var secrets = SecretValues.Read(model);
        foreach (var name in model.Resources.SelectMany(resource => resource.GetResolvedResourceNames()))
        {
            if (notifications.TryGetCurrentState(name, out var state))
            {
                yield return Create(state, secrets, jsonProperties);
            }
        }
    }

    // A parameter may get its value while this goes on, so that the secrets are read anew for every change.
    public IAsyncEnumerable<ResourceSnapshotMessage> WatchAsync(bool jsonProperties, CancellationToken cancellationToken)
        => notifications.WatchAsync(cancellationToken).Select(change => Create(change, SecretValues.Read(model), jsonProperties));

    private static ResourceSnapshotMessage Create(ResourceEvent change, SecretValues secrets, bool jsonProperties)
    {
        var snapshot = change.Snapshot;
        return new ResourceSnapshotMessage
        {
            Name = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            State = snapshot.State?.Text,
            StateStyle = snapshot.State?.Style,
            WaitingFor = snapshot.Properties.FirstOrDefault(property => string.Equals(property.Name, KnownProperties.Resource.WaitingFor, StringComparison.Ordinal))?.Value is IEnumerable<string> names ? [.. names] : null,
            HealthStatus = snapshot.HealthStatus?.ToString(),
            ExitCode = snapshot.ExitCode,
            CreatedAt = snapshot.CreationTimeStamp,
            StartedAt = snapshot.StartTimeStamp,
            StoppedAt = snapshot.StopTimeStamp,
            IsHidden = snapshot.IsHidden,
            Urls = [.. snapshot.Urls.Where(url => !url.IsInactive && !string.IsNullOrEmpty(url.Url)).Select(url
                => new UrlMessage(url.Name ?? "default", url.Url, url.IsInternal, new UrlDisplayMessage(url.DisplayProperties.DisplayName is { Length: > 0 } text ? text : null, url.DisplayProperties.SortOrder)))],
            Relationships = [.. snapshot.Relationships.Select(relation => new RelationshipMessage(relation.ResourceName, relation.Type))],
            HealthReports = [.. snapshot.HealthReports.Select(report => new HealthReportMessage(report.Name, report.Status?.ToString(), report.Description, report.ExceptionText))],
            Volumes = [.. snapshot.Volumes.Select(volume => new VolumeMessage(volume.Source, volume.Target, volume.MountType, volume.IsReadOnly))],
            EnvironmentVariables = [.. snapshot.EnvironmentVariables.Select(variable => new EnvironmentVariableMessage(variable.Name, secrets.Redact(variable.Value), variable.IsFromSpec))],
            Properties = snapshot.Properties.ToDictionary(property => property.Name, property => property.IsSensitive ? null : Value(property.Value, secrets, jsonProperties), StringComparer.Ordinal),
            Commands = [.. snapshot.Commands.Select(Command)],
        };
    }

    /// <summary>A CLI from before JSON properties gets text, lists with commas.</summary>
    private static JsonNode? Value(object? value, SecretValues secrets, bool json) => value switch
    {
        null => null,
        string text => JsonValue.Create(secrets.Redact(text)),
        bool flag when json => JsonValue.Create(flag),
        int number when json => JsonValue.Create(number),
        long number when json => JsonValue.Create(number),
        IEnumerable list when json => new JsonArray([.. list.Cast<object?>().Select(item => Value(item, secrets, json: true))]),
        IEnumerable list => JsonValue.Create(string.Join(',', list.Cast<object?>().Select(item => secrets.Redact(Text(item))))),
        _ => JsonValue.Create(secrets.Redact(Text(value))),
    };

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    private static CommandMessage Command(ResourceCommandSnapshot command) => new(
        command.Name,
        command.DisplayName,
        command.DisplayDescription,
        [.. command.Arguments.Select(CommandArgumentMessage.From)],
        command.Visibility.ToString(),
        command.State.ToString());
}
