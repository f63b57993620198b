using System.Collections;
using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>Collects what a running application says of itself, in the words of <see cref="ExpectedRun"/>.</summary>
internal sealed class ActualRun(IReadOnlyList<string> names, string dumps)
{
    private readonly Lock _lock = new();
    private readonly List<(string Resource, string Text)> _events = [];
    private readonly List<ResourceEvent> _changes = [];

    public void Observe(IDistributedApplicationEventing eventing)
    {
        On<InitializeResourceEvent>(_ => "");
        On<BeforeResourceStartedEvent>(_ => "");
        On<ResourceReadyEvent>(_ => "");
        On<ResourceEndpointsAllocatedEvent>(_ => "");
        On<ConnectionStringAvailableEvent>(_ => "");
        On<ResourceStoppedEvent>(stopped => $" state={stopped.ResourceEvent.Snapshot.State?.Text}");

        void On<T>(Func<T, string> addition) where T : IDistributedApplicationResourceEvent
            => eventing.Subscribe<T>((e, _) =>
            {
                lock (_lock)
                {
                    _events.Add((e.Resource.Name, $"{typeof(T).Name} {e.Resource.Name}{addition(e)}"));
                }

                return Task.CompletedTask;
            });
    }

    public async Task WatchAsync(ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                lock (_lock)
                {
                    _changes.Add(change);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    public Dictionary<string, SortedSet<string>> Lines(bool withEvents, bool withSnapshots)
    {
        var lines = new Dictionary<string, RunLines>(StringComparer.Ordinal);
        lock (_lock)
        {
            foreach (var (resource, text) in _events)
            {
                Of(resource)?.Event(text);
            }

            var last = new Dictionary<string, (ResourceEvent Change, string Text)>(StringComparer.Ordinal);
            foreach (var change in _changes)
            {
                var text = Describe(change.Snapshot);
                if (last.TryGetValue(change.ResourceId, out var before) && before.Text == text)
                {
                    last[change.ResourceId] = (change, text);
                    continue;
                }

                last[change.ResourceId] = (change, text);
                Of(change.Resource.Name)?.State($"[state] {change.Resource.Name}: {change.Snapshot.State?.Text ?? "null"} health={change.Snapshot.HealthStatus?.ToString() ?? "null"}");
                Of(change.Resource.Name)?.Snapshot(change.ResourceId, text);
            }

            foreach (var (change, _) in last.Values)
            {
                if (Of(change.Resource.Name) is { } resource)
                {
                    Final(resource, change.Snapshot);
                }
            }
        }

        Dumps(Of);
        return lines.ToDictionary(resource => resource.Key, resource => resource.Value.ToSet(withEvents, withSnapshots), StringComparer.Ordinal);

        RunLines? Of(string name) => !names.Contains(name, StringComparer.Ordinal) ? null
            : lines.TryGetValue(name, out var found) ? found
            : lines[name] = new RunLines();
    }

    private static string Describe(CustomResourceSnapshot snapshot) => string.Create(
        CultureInfo.InvariantCulture,
        $"{snapshot.State?.Text ?? "null"}|{snapshot.State?.Style ?? "null"}|exit={snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "null"}|health={snapshot.HealthStatus?.ToString() ?? "null"}"
        + $"|reports={string.Join(',', snapshot.HealthReports.Select(report => $"{report.Name}={report.Status?.ToString() ?? "null"}{(report.Description is null ? "" : $"({report.Description})")}"))}"
        + $"|start={snapshot.StartTimeStamp is not null}|stop={snapshot.StopTimeStamp is not null}"
        + $"|urls={snapshot.Urls.Count(url => !url.IsInactive)}/{snapshot.Urls.Length}"
        + $"|cmds={string.Join(',', snapshot.Commands.Where(command => command.State is ResourceCommandState.Enabled).Select(command => command.Name))}");

    private static void Final(RunLines lines, CustomResourceSnapshot snapshot)
    {
        lines.Other($"type {snapshot.ResourceType}, style {snapshot.State?.Style}, exit code {snapshot.ExitCode}, hidden {snapshot.IsHidden}, icon {snapshot.IconName}");
        foreach (var property in snapshot.Properties)
        {
            var value = property.Name == "executable.pid" ? "" : $"{(property.IsSensitive ? "(sensitive) " : "")}{Text(property.Value)}";
            lines.Other($"property {property.Name} ({property.DisplayName}, {property.IsHighlighted}, {property.SortOrder}) = {value}");
        }

        lines.Other($"urls {string.Join(' ', snapshot.Urls.Select(url => $"{url.Name}={RunText.Normalize(url.Url)}"))}");
        lines.Other($"commands {string.Join(", ", snapshot.Commands.Select(command => $"{command.Name} {command.State} '{command.DisplayName}' highlighted={command.IsHighlighted} icon={command.IconName}"))}");
        lines.Other($"relationships {string.Join(", ", snapshot.Relationships.Select(relationship => $"{relationship.Type} {relationship.ResourceName}"))}");
    }

    private void Dumps(Func<string, RunLines?> of)
    {
        foreach (var file in Directory.EnumerateFiles(dumps, "*.json"))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            if (of(document.RootElement.GetProperty("name").GetString()!) is not { } lines)
            {
                continue;
            }

            lines.Other($"arguments {string.Join(' ', document.RootElement.GetProperty("args").EnumerateArray().Select(argument => RunText.Normalize(argument.GetString()!)))}");
            foreach (var variable in document.RootElement.GetProperty("env").EnumerateObject().Where(IsOfTheHost))
            {
                lines.Other($"variable {variable.Name}={RunText.Normalize(variable.Value.GetString()!)}");
            }
        }
    }

    private static bool IsOfTheHost(JsonProperty variable)
        => variable.Name is not ("PATH" or "PWD" or "OLDPWD" or "_" or "SHLVL" or "DUMP_DIR" or "DUMP_NAME")
            && !ExpectedRun.IsOfTheMachine(variable.Name, variable.Value.GetString())
            && Environment.GetEnvironmentVariable(variable.Name) != variable.Value.GetString();

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
