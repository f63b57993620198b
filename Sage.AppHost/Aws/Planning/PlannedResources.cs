using System.Text.RegularExpressions;
using Sage.AppHost.Aws.Customization;

namespace Sage.AppHost.Aws.Planning;

/// <summary>A PostgreSQL server with its databases.</summary>
internal sealed partial record PlannedDatabase(PostgresServerResource Resource, string Identifier, CredentialSecret Credentials, IReadOnlyList<string> Databases)
{
    public const int Port = 5432;

    /// <summary>The database that RDS makes with the instance: the first one, if RDS takes its name, which PostgreSQL would take any of.</summary>
    public string? WithInstance => Databases is [var first, ..] && NameForRds().IsMatch(first) && !ReservedWords.Contains(first) ? first : null;

    // https://www.postgresql.org/docs/18/sql-keywords-appendix.html, column "reserved".
    private static readonly HashSet<string> ReservedWords = new(
        ("all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint create cross "
            + "current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false "
            + "fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime "
            + "localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar some "
            + "symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where window with").Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that a job makes.</summary>
    public IEnumerable<string> Further => Databases.Skip(WithInstance is null ? 0 : 1);

    /// <summary>What RDS takes as the name of a database or a user (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html).</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,62}$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    public static partial Regex NameForRds();
}

/// <summary>A Valkey server.</summary>
internal sealed record PlannedCache(ValkeyResource Resource, string Identifier, string UserId, CredentialSecret Credentials)
{
    public const int Port = 6379;

    /// <summary>Clients that send no user name are this user (StackExchange.Redis 1.x).</summary>
    public const string UserName = "default";
}

/// <summary>The image of a project. Resources of the same project share it, and the security group.</summary>
/// <param name="Owner">The resource it is named for.</param>
/// <param name="ProjectPath">The project file.</param>
/// <param name="Repository">The ECR repository.</param>
/// <param name="SecurityGroup">The security group of its tasks.</param>
internal sealed record PlannedImage(string Owner, string ProjectPath, string Repository, string SecurityGroup)
{
    /// <summary>The parameter of the stacks that says which image runs: <c>sha256:…</c>.</summary>
    public string DigestParameter => $"{Naming.AwsNames.Id(Owner)}ImageDigest";

    /// <summary>The output of the network's stack that is the id of the security group.</summary>
    public string SecurityGroupOutput => $"{Naming.AwsNames.Id(Owner)}SecurityGroupId";

    /// <summary>The program inside: the SDK's container support puts it into /app.</summary>
    public string EntryAssembly => $"/app/{ProjectFile.AssemblyName(ProjectPath)}.dll";
}

internal enum TaskKind
{
    /// <summary>Answers HTTP.</summary>
    Service,

    /// <summary>Runs without an endpoint.</summary>
    Worker,

    /// <summary>Runs to its end, before the others are replaced.</summary>
    Job,
}

/// <summary>A project that runs on Fargate.</summary>
internal sealed record PlannedTask(ProjectResource Resource, string Name, TaskKind Kind, PlannedImage Image, FargateSettings Settings)
{
    /// <summary>The port that the container listens on, of services.</summary>
    public int? Port { get; init; }

    /// <summary>Its place in the model.</summary>
    public int Order { get; init; }

    /// <summary>Behind the load balancer.</summary>
    public bool IsExternal { get; init; }

    /// <summary>The paths that the load balancer and CloudFront send here; the first external service gets everything else, too.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    public string HealthPath { get; init; } = "/health";

    public IReadOnlyList<KeyValuePair<string, AwsValue>> Environment { get; init; } = [];

    public IReadOnlyList<AwsValue> Arguments { get; init; } = [];

    /// <summary>Servers and services that its values point to: what it must be able to reach.</summary>
    public IReadOnlySet<IResource> Reaches { get; init; } = new HashSet<IResource>();

    /// <summary>A job that no deployment runs (<c>WithExplicitStart</c>).</summary>
    public bool IsStartedByHand { get; init; }

    public required int MinTasks { get; init; }

    public required int MaxTasks { get; init; }
}

/// <summary>A page of static files.</summary>
/// <param name="Resource">The resource, a build-only container in publish mode.</param>
/// <param name="Bucket">Where the files go.</param>
/// <param name="Directory">The folder of package.json.</param>
/// <param name="BuildScript">The script that builds it.</param>
/// <param name="Apis">The services that it calls on its own origin.</param>
internal sealed record PlannedSite(IResource Resource, string Bucket, string Directory, string BuildScript, IReadOnlyList<ProjectResource> Apis)
{
    /// <summary>The names it is served under, when there is a domain.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Variables that Vite builds in, of text only: what is in a page is public.</summary>
    public IReadOnlyDictionary<string, string> BuildEnvironment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
