using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>The CloudWatch namespace of the application's own metrics.</summary>
internal static class MetricNamespace
{
    /// <summary><c>Sage</c>, or <c>Sage/Staging</c>: two environments of one account must not be added up.</summary>
    public static string Of(AwsSettings settings)
    {
        var application = char.ToUpperInvariant(settings.Application[0]) + settings.Application[1..];
        return settings.IsProduction ? application : $"{application}/{settings.Stage}";
    }
}
