using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;
using Sage.AppHost.Aws.Storage;
using IResource = Aspire.Hosting.ApplicationModel.IResource;

namespace Sage.AppHost.Aws.Secrets;

/// <summary>
/// The secrets of the plan, as plain CloudFormation: the CDK's own Secret puts a random value into one that has none, which looks like a key,
/// and writes every reader into the key's policy, which would make this stack depend on theirs.
/// </summary>
internal sealed class SecretStore : Construct
{
    private readonly Dictionary<PlannedSecret, MadeSecret> _made = [];
    private readonly Stack _stack;
    private readonly string _keyArn;

    public SecretStore(Construct scope, AwsPlan plan)
        : base(scope, "Secrets")
    {
        _stack = Stack.Of(this);
        Key = CustomerKey.Create(this, "Key", plan, "secrets-key", $"Secrets of {plan.Names.Prefix}");
        _keyArn = Key.KeyArn;
        foreach (var secret in plan.Secrets.Where(secret => secret is not ComposedSecret))
        {
            var made = Add(this, secret, Props(secret));
            SecretGuard.Keep(this, made, AwsNames.Id(secret.Owner));
            AcceptUnrotated(made, secret, plan.Settings.Sizing.RotateSecrets);
        }
    }

    /// <summary>Readers need <c>kms:Decrypt</c> of it besides their permission for the secret.</summary>
    public Key Key { get; }

    /// <summary>Use of the key through Secrets Manager and in no other way.</summary>
    public PolicyStatement Decryption(params string[] actions) => new(new PolicyStatementProps
    {
        Sid = "UseKeyOfSecrets",
        Actions = actions,
        Resources = [_keyArn],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"secretsmanager.{_stack.Region}.amazonaws.com" },
        },
    });

    public ISecret Of(PlannedSecret secret) => _made[secret].ForReaders;

    public CfnSecret Made(CredentialSecret secret) => _made[secret].Resource;

    /// <summary>The ARN; of a secret that another stack has, by its name, as this one is deployed first.</summary>
    public string ArnOf(PlannedSecret secret) => _made[secret] is { IsOfThisStack: true } made ? made.Arn : _stack.FormatArn(new ArnComponents
    {
        Service = "secretsmanager",
        Resource = "secret",
        // Secrets Manager adds a hyphen and six letters of its own.
        ResourceName = $"{secret.Name}-??????",
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });

    /// <summary>A dynamic reference, which CloudFormation replaces with the value when it creates what refers to it; no template has the value.</summary>
    public string Reference(SecretPart part) => SecretValue.SecretsManager(_made[part.Secret].Arn, new SecretsManagerSecretOptions { JsonField = part.Field }).UnsafeUnwrap();

    /// <summary>Makes a secret of several, all of which exist. It can be made again from them at any time and goes with its stack.</summary>
    /// <param name="scope">Where: in a stack that is deployed when the values are there.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="hostOf">The addresses of servers.</param>
    public void Compose(Construct scope, ComposedSecret secret, Func<IResource, string> hostOf)
    {
        var made = Add(scope, secret, new CfnSecretProps
        {
            Description = $"{secret.Owner}, composed of other secrets",
            SecretString = string.Concat(secret.Value.Parts.Select(part => part switch
            {
                TextPart text => text.Text,
                HostPart host => hostOf(host.Server),
                SecretPart other => Reference(other),
                _ => throw new DistributedApplicationException($"{secret.Owner} has a part of an unknown kind."),
            })),
        });
        made.ApplyRemovalPolicy(RemovalPolicy.DESTROY);
        Nag.Accept(made, "AwsSolutions-SMG4", "It is composed anew whenever one of its parts changes.");
    }

    private static CfnSecretProps Props(PlannedSecret secret) => secret switch
    {
        GivenSecret given => new CfnSecretProps { Description = given.Description ?? $"{given.Owner}: put its value here, it has none until then" },
        GeneratedSecret generated => new CfnSecretProps { Description = generated.Owner, GenerateSecretString = GenerationRules.Of(generated) },
        CredentialSecret credentials => new CfnSecretProps
        {
            Description = $"User and password of {credentials.Owner}",
            GenerateSecretString = GenerationRules.Of(credentials),
        },
        _ => throw new DistributedApplicationException($"The secret '{secret.Name}' is of an unknown kind."),
    };

    private static void AcceptUnrotated(CfnSecret made, PlannedSecret secret, bool rotates)
    {
        if (secret is not CredentialSecret)
        {
            Nag.Accept(made, "AwsSolutions-SMG4", "Only people know when it may change, and what else has to.");
        }
        else if (!rotates)
        {
            Nag.Accept(made, "AwsSolutions-SMG4", "In the phase mvp it is changed by hand (docs/runbooks/rotate-secrets.md), from growth on by itself.");
        }
    }

    private CfnSecret Add(Construct scope, PlannedSecret secret, CfnSecretProps props)
    {
        props.Name = secret.Name;
        props.KmsKeyId = _keyArn;
        var id = AwsNames.Id(secret.Owner);
        var made = new CfnSecret(scope, id, props);
        // Read once: every property of a construct is a question to another process.
        var arn = made.Ref;
        _made.Add(secret, new MadeSecret(made, arn, Secret.FromSecretCompleteArn(scope, $"{id}ForReaders", arn), made.Stack == _stack));
        return made;
    }

    private sealed record MadeSecret(CfnSecret Resource, string Arn, ISecret ForReaders, bool IsOfThisStack);
}
