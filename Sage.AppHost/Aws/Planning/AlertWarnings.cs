using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Planning;

/// <summary>Who would not hear of what.</summary>
internal static class AlertWarnings
{
    public static IEnumerable<string> Of(AwsSettings settings)
    {
        if (settings.AlertEmail is null)
        {
            yield return "Alarms go to Discord only: when Discord or a webhook fails nobody is told, not even of that. Set Aws:AlertEmail.";
        }
    }
}
