using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Compute;

/// <summary>
/// RDS creates one database with the instance. A job creates the others, before all other jobs; it changes nothing that exists.
/// </summary>
internal sealed class FurtherDatabases : Construct
{
    public FurtherDatabases(Construct scope, AwsPlan plan, PlannedDatabase server, DataStack data, TaskRoles roles)
        : base(scope, AwsNames.Id($"{server.Resource.Name}-databases"))
    {
        var family = Family(plan, server);
        var logs = new LogGroup(this, "Logs", new LogGroupProps
        {
            LogGroupName = plan.Names.Claim(NameKind.LogGroup, $"/ecs/{family}", server.Resource.Name),
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var definition = new FargateTaskDefinition(this, "Definition", new FargateTaskDefinitionProps
        {
            Family = family,
            Cpu = 256,
            MemoryLimitMiB = 512,
            ExecutionRole = roles.Execution,
            TaskRole = roles.Task,
        });
        definition.AddContainer("Psql", new ContainerDefinitionOptions
        {
            ContainerName = "psql",
            Image = ContainerImage.FromRegistry("public.ecr.aws/docker/library/postgres:18.4-alpine"),
            User = "postgres",
            ReadonlyRootFilesystem = true,
            // \gexec runs what the query returns: nothing when the database is there. There is no CREATE DATABASE IF NOT EXISTS.
            Command = ["sh", "-ec", string.Join('\n', server.Further.Select(Create))],
            Environment = new Dictionary<string, string>
            {
                ["PGHOST"] = data.HostOf(server.Resource),
                ["PGUSER"] = server.Credentials.UserName,
                ["PGDATABASE"] = server.WithInstance ?? "postgres",
                ["PGSSLMODE"] = "require",
            },
            Secrets = new Dictionary<string, Amazon.CDK.AWS.ECS.Secret>
            {
                ["PGPASSWORD"] = Amazon.CDK.AWS.ECS.Secret.FromSecretsManager(data.Of(server.Credentials), CredentialSecret.PasswordField),
            },
            Logging = LogDriver.AwsLogs(new AwsLogDriverProps { LogGroup = logs, StreamPrefix = "ecs" }),
        });
        Nag.Accept(definition, "AwsSolutions-ECS2", "Address, user and database name are settings; the password comes from Secrets Manager.");
    }

    public static string Family(AwsPlan plan, PlannedDatabase server) => plan.Names.Of(NameKind.TaskFamily, $"{server.Resource.Name}-databases");

    private static string Create(string database)
    {
        var literal = database.Replace("'", "''", StringComparison.Ordinal);
        return $"""
            psql -v ON_ERROR_STOP=1 <<'SQL'
            SELECT format('CREATE DATABASE %I', '{literal}') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{literal}') \gexec
            SQL
            """;
    }
}
