using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Functions;

/// <summary>
/// A Lambda function in JavaScript with its log and its role, which may write that log and whatever <see cref="Allow"/> adds. They stand in
/// the scope itself, as <c>Function</c>, <c>Logs</c> and <c>Role</c>.
/// </summary>
internal sealed class NodeFunction
{
    /// <param name="scope">What the function belongs to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="code">What runs.</param>
    /// <param name="name">The function's name; claimed by the caller.</param>
    /// <param name="change">Adds to the properties; null when nothing is to be added.</param>
    public NodeFunction(Construct scope, AwsPlan plan, FunctionCode code, string name, Action<FunctionProps>? change = null)
    {
        var logs = new LogGroup(scope, "Logs", new LogGroupProps
        {
            LogGroupName = plan.Names.Claim(NameKind.LogGroup, $"/aws/lambda/{name}", code.Name),
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        Role = new Role(scope, "Role", new RoleProps
        {
            RoleName = plan.Names.Of(NameKind.Role, $"{code.Name}-role"),
            Description = code.Description,
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
        });
        Allow("Log", ["logs:CreateLogStream", "logs:PutLogEvents"], logs.LogGroupArn);
        var props = new FunctionProps
        {
            FunctionName = name,
            Description = code.Description,
            // By name: the version of the CDK that the build restores knows no newer one than nodejs20.x.
            Runtime = new Runtime("nodejs22.x", RuntimeFamily.NODEJS),
            Architecture = Architecture.ARM_64,
            Code = Code.FromAsset(code.Folder),
            Handler = code.Handler,
            Role = Role,
            MemorySize = 256,
            Timeout = code.Timeout,
            Environment = code.Variables,
            LogGroup = logs,
            LoggingFormat = LoggingFormat.JSON,
        };
        change?.Invoke(props);
        Function = new Function(scope, "Function", props);
        Nag.Accept(Function, "AwsSolutions-L1", "nodejs22.x is supported until April 2027, brings the AWS SDK along, and the code is tested on it.");
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
/// <param name="Timeout">How long one call may take.</param>
/// <param name="Variables">Its environment; no secrets.</param>
internal sealed record FunctionCode(string Name, string Folder, string Handler, string Description, Duration Timeout, IDictionary<string, string> Variables)
{
    /// <summary>A folder of code that came with the program.</summary>
    public static string Shipped(string folder) => Path.Combine(AppContext.BaseDirectory, "aws", folder);
}
