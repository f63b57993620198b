using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Sage.AppHost.Aws.Functions;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Secrets.Rotation;

/// <summary>
/// Changes the password of a server every 30 days, by the server's AWS API. AWS's own rotation functions would log in to the server, from
/// inside the network, with a runtime that AWS chooses; this one needs neither a way in nor a driver.
/// Valkey has both passwords until the next change. PostgreSQL has one: connections that stand go on, and a task that opens a new one is
/// refused until the services have started anew, a few minutes later, which is why it happens at night.
/// </summary>
internal sealed class RotatedPassword : Construct
{
    /// <summary>Of a function that works on secrets: rotations wait for a server to take its new password, up to ten minutes.</summary>
    public static readonly Amazon.CDK.Duration LongestCall = Amazon.CDK.Duration.Minutes(15);

    private const string Folder = "rotate-passwords";

    private RotatedPassword(Construct scope, string id, AwsPlan plan, SecretStore secrets, CredentialSecret credentials, FunctionCode code)
        : base(scope, id)
    {
        var secret = secrets.Made(credentials);
        Rotation = new NodeFunction(new Construct(this, "Rotate"), plan, code, plan.Names.Of(NameKind.Function, code.Name));
        Rotation.Allow(
            "ChangeSecret",
            ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"],
            secret.Ref);
        Rotation.Role.AddToPolicy(secrets.Decryption("kms:Decrypt", "kms:GenerateDataKey"));
        // https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
        var permission = new CfnPermission(this, "SecretsManagerCalls", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = Rotation.Function.FunctionArn,
            Principal = "secretsmanager.amazonaws.com",
            SourceAccount = Amazon.CDK.Aws.ACCOUNT_ID,
        });
        var schedule = new CfnRotationSchedule(this, "Schedule", new CfnRotationScheduleProps
        {
            SecretId = secret.Ref,
            RotationLambdaArn = Rotation.Function.FunctionArn,
            // Not while the stack is deployed, when nobody may be there to read the new one.
            RotateImmediatelyOnUpdate = false,
            // From midnight UTC on; the databases are backed up at three.
            RotationRules = new CfnRotationSchedule.RotationRulesProperty { ScheduleExpression = "rate(30 days)", Duration = "3h" },
        });
        schedule.AddDependency(permission);
        // The first rotation must find the permissions.
        schedule.Node.AddDependency(Rotation.Role);
    }

    public NodeFunction Rotation { get; }

    public static RotatedPassword Of(Construct scope, AwsPlan plan, SecretStore secrets, PlannedDatabase database, string instanceArn)
    {
        var rotated = new RotatedPassword(scope, "PasswordRotation", plan, secrets, database.Credentials, CodeFor(database.Resource, "postgres", database.Identifier));
        rotated.Rotation.Allow("SetPassword", ["rds:ModifyDBInstance", "rds:DescribeDBInstances"], instanceArn);
        return rotated;
    }

    public static RotatedPassword Of(Construct scope, AwsPlan plan, SecretStore secrets, PlannedCache cache, string userArn)
    {
        var rotated = new RotatedPassword(scope, "PasswordRotation", plan, secrets, cache.Credentials, CodeFor(cache.Resource, "valkey", cache.UserId));
        rotated.Rotation.Allow("SetPassword", ["elasticache:ModifyUser", "elasticache:DescribeUsers"], userArn);
        return rotated;
    }

    private static FunctionCode CodeFor(IResource server, string kind, string identifier) => new(
        $"rotate-{server.Name}", FunctionCode.Shipped(Folder), $"{kind}.handler", $"Changes the password of {server.Name}", LongestCall, new Dictionary<string, string>(StringComparer.Ordinal) { ["SERVER"] = identifier });
}
