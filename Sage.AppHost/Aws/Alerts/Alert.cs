using Sage.AppHost.Aws.Naming;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>What everything that is sent to people has.</summary>
/// <param name="Name">Without the prefix of the environment.</param>
internal abstract record Alert(string Name)
{
    /// <summary>CloudWatch refuses more.</summary>
    private const int MaxDescription = 1024;

    /// <summary>One sentence: what is wrong, for whoever is woken up by it.</summary>
    public required string Description { get; init; }

    public required AlertChannel Channel { get; init; }

    /// <summary>The file in docs/runbooks, without <c>.md</c>.</summary>
    public required string Runbook { get; init; }

    /// <summary>When it is sent, in words.</summary>
    public abstract string Threshold { get; }

    /// <summary>
    /// What CloudWatch shows. The last three lines are also what <c>lambda/description.mjs</c> reads: tags of alarms are not in their
    /// messages, and a table in the function would have to be deployed with every alarm.
    /// </summary>
    public string Text(AwsNames names)
    {
        var text = $"{Description}\nThreshold: {Threshold}\nRunbook: docs/runbooks/{Runbook}.md\nChannel: {Channel.ToString().ToLowerInvariant()}";
        return text.Length <= MaxDescription
            ? text
            : throw new DistributedApplicationException($"The description of the alarm '{FullName(names)}' is too long: {text.Length} characters, AWS allows {MaxDescription}.");
    }

    public string FullName(AwsNames names) => names.Of(NameKind.Alarm, Name);
}
