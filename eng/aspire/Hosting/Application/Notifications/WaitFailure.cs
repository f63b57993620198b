using System.Globalization;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says in what state a resource was when a wait for it was cancelled.</summary>
internal static class WaitFailure
{
    public static string Describe(ResourceNotificationService notifications, string message, string resourceName)
    {
        var text = new StringBuilder().AppendLine(message);
        if (!notifications.TryGetCurrentState(resourceName, out var current))
        {
            return text.Append(CultureInfo.InvariantCulture, $"Unable to retrieve current state for resource '{resourceName}'.").ToString();
        }

        var snapshot = current.Snapshot;
        Line(text, "Current State", snapshot.State?.Text ?? "(null)");
        Line(text, "Creation Time", (object?)snapshot.CreationTimeStamp ?? "(null)");
        Line(text, "Start Time", snapshot.StartTimeStamp);
        Line(text, "Stop Time", snapshot.StopTimeStamp);
        Line(text, "Exit Code", snapshot.ExitCode);
        Line(text, "Current Health", (object?)snapshot.HealthStatus ?? "(null)");
        AppendHealthReports(text, snapshot);
        AppendDependencies(text, notifications, snapshot);
        return text.ToString().TrimEnd();
    }

    private static void Line(StringBuilder text, string label, object? value)
    {
        if (value is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {label}: {value}");
        }
    }

    private static void AppendHealthReports(StringBuilder text, CustomResourceSnapshot snapshot)
    {
        if (snapshot.HealthReports.IsEmpty)
        {
            return;
        }

        text.AppendLine("- Health Reports:");
        foreach (var report in snapshot.HealthReports)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {report.Name}: {report.Status?.ToString() ?? "Unknown"}");
            text.AppendLine(report.LastRunAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" @ {at:yyyy-MM-dd HH:mm:ss}") : "");
            foreach (var line in report.ExceptionText?.Split('\n') ?? [])
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    {line.TrimEnd()}");
            }
        }
    }

    private static void AppendDependencies(StringBuilder text, ResourceNotificationService notifications, CustomResourceSnapshot snapshot)
    {
        var names = snapshot.Properties.FirstOrDefault(property => string.Equals(property.Name, KnownProperties.Resource.WaitingFor, StringComparison.Ordinal))?.Value as IEnumerable<string>;
        if (names?.Any() is not true)
        {
            return;
        }

        text.AppendLine("- Waiting For:");
        foreach (var name in names)
        {
            if (!notifications.TryGetCurrentState(name, out var dependency))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  - {name}: Unable to retrieve current state.");
                continue;
            }

            var state = dependency.Snapshot;
            text.Append(CultureInfo.InvariantCulture, $"  - {name}: State = {state.State?.Text ?? "(null)"}, Health = {state.HealthStatus?.ToString() ?? "(null)"}");
            text.AppendLine(state.ExitCode is { } exitCode ? string.Create(CultureInfo.InvariantCulture, $", Exit Code = {exitCode}") : "");
        }
    }
}
