using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Secrets;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>
/// The URLs that messages are sent to, one for each channel. They are made without a value, which is put in when the application is deployed:
/// CloudFormation's default is a random text that looks like one.
/// </summary>
internal sealed class WebhookSecrets : Construct
{
    public WebhookSecrets(Construct scope, AwsPlan plan, IKey key)
        : base(scope, "Webhooks")
        => Secrets = Enum.GetValues<AlertChannel>().ToDictionary(channel => channel, channel => Create(plan.Names, key, channel));

    public IReadOnlyDictionary<AlertChannel, CfnSecret> Secrets { get; }

    /// <summary>What the secrets are called without the prefix of the environment.</summary>
    public static IEnumerable<string> Owners => Enum.GetValues<AlertChannel>().Select(Owner);

    /// <summary>The name of a channel's secret: <c>sage/discord-webhook-errors</c>.</summary>
    public static string NameOf(AwsNames names, AlertChannel channel) => names.Secret(Owner(channel));

    /// <summary>What a variable of the function is called that has the name of the secret.</summary>
    public static string VariableOf(AlertChannel channel) => $"WEBHOOK_{channel.ToString().ToUpperInvariant()}";

    private static string Owner(AlertChannel channel) => $"discord-webhook-{Word(channel)}";

    private static string Word(AlertChannel channel) => channel.ToString().ToLowerInvariant();

    // Another id makes another secret of the same name, which Secrets Manager refuses while the old one can be recovered.
    private CfnSecret Create(AwsNames names, IKey key, AlertChannel channel)
    {
        var secret = new CfnSecret(this, channel.ToString(), new CfnSecretProps
        {
            Name = NameOf(names, channel),
            Description = $"URL of the Discord webhook for {Word(channel)}",
            KmsKeyId = key.KeyArn,
        });
        SecretGuard.Keep(this, secret, channel.ToString());
        return Nag.Accept(secret, "AwsSolutions-SMG4", "Discord makes the URL and has no API to change it; docs/runbooks/rotate-secrets.md does it by hand.");
    }
}
