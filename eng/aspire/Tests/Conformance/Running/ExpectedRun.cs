using System.Text.Json;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>What was recorded of a model that really ran on Aspire.</summary>
internal sealed class ExpectedRun
{
    // Set by the SDK or by the machine; certificates as the README of eng/aspire says.
    private static readonly string[] MachineVariables = ["NO_DASH", "DOTNET_ROOT_X64", "DOTNET_HOST_PATH", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "Kestrel__Certificates__Default__Path", "Kestrel__Certificates__Default__KeyPath"];

    private readonly Dictionary<string, RunLines> _resources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut;

    private ExpectedRun(JsonElement run, IEnumerable<string> leftOut)
    {
        _leftOut = [.. leftOut, "aspire-dashboard"];
        HasSnapshots = run.TryGetProperty("snapshots", out var snapshots);
        Model = [.. run.GetProperty("resourcesInModel").EnumerateArray().Select(resource => resource.GetString()!.Split(' ')[0])];
        Names = [.. Model.Where(name => !_leftOut.Contains(name))];
        HasEvents = run.TryGetProperty("eventsPerResource", out var perResource);
        if (HasEvents)
        {
            ReadEvents(perResource);
        }

        if (HasSnapshots)
        {
            foreach (var snapshot in snapshots.EnumerateArray().Where(snapshot => !snapshot.GetProperty("snapshot").GetString()!.StartsWith("---", StringComparison.Ordinal)))
            {
                Of(snapshot.GetProperty("resource").GetString()!)?.Snapshot(snapshot.GetProperty("id").GetString()!, snapshot.GetProperty("snapshot").GetString()!);
            }
        }

        ReadFinal(run.GetProperty("finalSnapshots"));
        ReadDumps(run.GetProperty("dumps"));
    }

    private ExpectedRun(JsonElement dumps)
    {
        _leftOut = [];
        Names = Model = [.. dumps.EnumerateArray().Select(dump => dump.GetProperty("name").GetString()!)];
        ReadDumps(dumps);
    }

    /// <summary>All resources.</summary>
    public IReadOnlyList<string> Model { get; }

    /// <summary>Those that are compared.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool HasEvents { get; }

    public bool HasSnapshots { get; }

    public Dictionary<string, SortedSet<string>> Lines => _resources.ToDictionary(resource => resource.Key, resource => resource.Value.ToSet(HasEvents, HasSnapshots), StringComparer.Ordinal);

    public static ExpectedRun Load(string file, string part, params IEnumerable<string> leftOut)
    {
        using var document = ExpectedModel.Open(file);
        return new ExpectedRun(document.RootElement.GetProperty(part), leftOut);
    }

    /// <summary>Only what the processes were given.</summary>
    public static ExpectedRun OfDumps(JsonElement dumps) => new(dumps);

    /// <summary>The recording leaves out what its own process had with the same value.</summary>
    public static bool IsOfTheMachine(string variable, string? value)
        => (variable is "ASPNETCORE_ENVIRONMENT" && value is "Development")
            || MachineVariables.Contains(variable, StringComparer.Ordinal) || variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("npm_", StringComparison.Ordinal);

    private RunLines? Of(string name)
    {
        if (_leftOut.Contains(name))
        {
            return null;
        }

        if (!_resources.TryGetValue(name, out var lines))
        {
            lines = _resources[name] = new RunLines();
        }

        return lines;
    }

    private void ReadEvents(JsonElement perResource)
    {
        foreach (var resource in perResource.EnumerateObject())
        {
            foreach (var text in resource.Value.GetProperty("events").EnumerateArray())
            {
                Of(resource.Name)?.Event(text.GetString()!);
            }

            foreach (var text in resource.Value.GetProperty("states").EnumerateArray())
            {
                Of(resource.Name)?.State(text.GetString()!);
            }
        }
    }

    private void ReadFinal(JsonElement snapshots)
    {
        foreach (var entry in snapshots.EnumerateArray())
        {
            var id = entry.GetProperty("id").GetString()!;
            var snapshot = entry.GetProperty("snapshot");
            var name = id.EndsWith("-SUFFIX", StringComparison.Ordinal) ? id[..^"-SUFFIX".Length] : id;
            if (Of(name) is not { } lines)
            {
                continue;
            }

            lines.Other($"type {snapshot.GetProperty("ResourceType")}, style {Text(snapshot, "style")}, exit code {Text(snapshot, "ExitCode")}, hidden {snapshot.GetProperty("IsHidden").GetBoolean()}, icon {Text(snapshot, "IconName")}");
            foreach (var property in snapshot.GetProperty("properties").EnumerateArray())
            {
                var value = property.GetProperty("Name").GetString() == "executable.pid" ? "" : property.GetProperty("value").GetString();
                lines.Other($"property {property.GetProperty("Name")} ({Text(property, "DisplayName")}, {property.GetProperty("IsHighlighted").GetBoolean()}, {Text(property, "SortOrder")}) = {value}");
            }

            lines.Other($"urls {string.Join(' ', snapshot.GetProperty("urls").EnumerateArray().Select(url => $"{Text(url, "Name")}={RunText.Normalize(Text(url, "Url"))}"))}");
            lines.Other($"commands {string.Join(", ", snapshot.GetProperty("commands").EnumerateArray().Select(command => command.GetString()))}");
            lines.Other($"relationships {string.Join(", ", snapshot.GetProperty("relationships").EnumerateArray().Select(relationship => relationship.GetString()))}");
        }
    }

    private void ReadDumps(JsonElement dumps)
    {
        foreach (var dump in dumps.EnumerateArray())
        {
            if (Of(dump.GetProperty("name").GetString()!) is { } lines)
            {
                lines.Other($"arguments {string.Join(' ', dump.GetProperty("args").EnumerateArray().Select(argument => RunText.Normalize(argument.GetString()!)))}");
                foreach (var variable in dump.GetProperty("environmentSetByHost").EnumerateObject().Where(variable => !IsOfTheMachine(variable.Name, variable.Value.GetString())))
                {
                    lines.Other($"variable {variable.Name}={RunText.Normalize(variable.Value.GetString()!)}");
                }
            }
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();
}
