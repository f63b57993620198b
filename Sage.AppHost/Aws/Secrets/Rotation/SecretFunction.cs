using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Secrets.Rotation;

/// <summary>A function that works on secrets, from the folder <c>lambda</c>; its role may do what is said here and write its log.</summary>
internal sealed class SecretFunction : Construct
{
    // Rotations wait for a server to take its new password, up to ten minutes.
    private static readonly Duration Longest = Duration.Minutes(15);

    public SecretFunction(Construct scope, string id, AwsPlan plan, SecretFunctionCode code)
        : base(scope, id)
    {
        var name = plan.Names.Of(NameKind.Function, code.Name);
        var logs = new LogGroup(this, "Logs", new LogGroupProps
        {
            LogGroupName = plan.Names.Claim(NameKind.LogGroup, $"/aws/lambda/{name}", code.Name),
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        Role = new Role(this, "Role", new RoleProps
        {
            RoleName = plan.Names.Of(NameKind.Role, $"{code.Name}-role"),
            Description = code.Description,
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
        });
        Allow("Log", ["logs:CreateLogStream", "logs:PutLogEvents"], logs.LogGroupArn);
        Function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = name,
            Description = code.Description,
            // By name: the older CDK knows none newer than nodejs20.x.
            Runtime = new Runtime("nodejs22.x", RuntimeFamily.NODEJS),
            Architecture = Architecture.ARM_64,
            Code = Code.FromAsset(code.Folder),
            Handler = code.Handler,
            Role = Role,
            MemorySize = 256,
            Timeout = Longest,
            Environment = code.Variables,
            LogGroup = logs,
            LoggingFormat = LoggingFormat.JSON,
        });
        Nag.Accept(Function, "AwsSolutions-L1", "nodejs22.x is supported until April 2027, and brings the AWS SDK along.");
    }

    public Function Function { get; }

    public Role Role { get; }

    public void Allow(string sid, string[] actions, params string[] resources)
        => Role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Sid = sid, Actions = actions, Resources = resources }));
}

/// <summary>What a function runs.</summary>
/// <param name="Name">The function's, without the prefix.</param>
/// <param name="Folder">Its code.</param>
/// <param name="Handler">Module and function.</param>
/// <param name="Description">What it does.</param>
/// <param name="Variables">Its environment; no secrets.</param>
internal sealed record SecretFunctionCode(string Name, string Folder, string Handler, string Description, IDictionary<string, string> Variables)
{
    /// <summary>A folder of code that came with the program.</summary>
    public static string Shipped(string folder) => Path.Combine(AppContext.BaseDirectory, "aws", folder);
}
