using Sage.AppHost.Aws.Naming;

namespace Sage.AppHost.Aws.Planning;

/// <summary>A PostgreSQL server and its databases: an RDS instance.</summary>
internal sealed class PostgresMapping : IResourceMapping
{
    private const string DefaultUserName = "postgres";
    private static readonly HashSet<string> ReservedUsers = new(StringComparer.OrdinalIgnoreCase) { "admin", "rdsadmin", "rdsrepladmin", "rds_superuser" };

    public bool Takes(IResource resource) => resource is PostgresServerResource;

    public async Task PlanAsync(IResource resource, PlanningContext context)
    {
        var server = (PostgresServerResource)resource;
        var user = server.UserNameParameter is { } parameter ? await UserNameAsync(server, parameter, context.CancellationToken) : DefaultUserName;
        context.Plan.Databases.Add(new PlannedDatabase(
            server,
            context.Plan.Names.Of(NameKind.Database, server.Name),
            context.Plan.Credentials(server, user, server.PasswordParameter),
            // In the order of the model; Databases is a dictionary.
            [.. context.Model.Resources.OfType<PostgresDatabaseResource>().Where(database => database.Parent == server).Select(database => database.DatabaseName)]));
    }

    private static async Task<string> UserNameAsync(PostgresServerResource server, ParameterResource parameter, CancellationToken cancellationToken)
    {
        if (parameter.Secret)
        {
            throw new DistributedApplicationException($"The user name of '{server.Name}' is the secret parameter '{parameter.Name}'. RDS shows user names: make it a parameter that is none.");
        }

        if (parameter.Default is GenerateParameterDefault)
        {
            throw new DistributedApplicationException($"The user name of '{server.Name}' is generated (parameter '{parameter.Name}'): the next publish would replace the server for another name. Give it a value.");
        }

        var name = await PlanBuilder.TextOfAsync(parameter, cancellationToken);
        return PlannedDatabase.NameForRds().IsMatch(name) && !ReservedUsers.Contains(name)
            ? name
            : throw new DistributedApplicationException(
                $"'{name}' cannot be the user name of '{server.Name}' (parameter '{parameter.Name}'): RDS wants letters, digits and underscores, a letter first, and keeps {string.Join(", ", ReservedUsers)} for itself.");
    }
}

/// <summary>A Valkey server: an ElastiCache replication group.</summary>
internal sealed class ValkeyMapping : IResourceMapping
{
    public bool Takes(IResource resource) => resource is ValkeyResource;

    public Task PlanAsync(IResource resource, PlanningContext context)
    {
        var server = (ValkeyResource)resource;
        context.Plan.Caches.Add(new PlannedCache(
            server,
            context.Plan.Names.Of(NameKind.ReplicationGroup, server.Name),
            context.Plan.Names.Of(NameKind.UserGroup, server.Name),
            context.Plan.Credentials(server, PlannedCache.UserName, server.PasswordParameter)));
        return Task.CompletedTask;
    }
}

/// <summary>Values and parts of other resources: nothing of their own.</summary>
internal sealed class ValueMapping : IResourceMapping
{
    public bool Takes(IResource resource) => resource is ParameterResource or PostgresDatabaseResource or ConnectionStringResource or ExternalServiceResource
        // A connection string without a server of its own is a value like any other.
        || (resource is IResourceWithConnectionString && resource is not IComputeResource);

    public Task PlanAsync(IResource resource, PlanningContext context) => Task.CompletedTask;
}
