using System.Text.RegularExpressions;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Planning;

/// <summary>What is known of the plan so far: the mappings ask it for names, secrets and addresses, and add what they planned.</summary>
internal sealed partial class PlanBuilder(AwsSettings settings, AwsNames names)
{
    private const int DefaultContainerPort = 8080;

    private readonly Dictionary<IResource, SecretPart> _passwords = [];
    private readonly Dictionary<string, PlannedSecret> _secrets = new(StringComparer.Ordinal);
    private readonly HashSet<IResource> _reached = [];
    private IResource? _reader;

    public AwsSettings Settings { get; } = settings;

    public AwsNames Names { get; } = names;

    public List<PlannedDatabase> Databases { get; } = [];

    public List<PlannedCache> Caches { get; } = [];

    public List<PlannedSite> Sites { get; } = [];

    public List<PlannedTask> Tasks { get; } = [];

    public List<PlannedImage> Images { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>The projects that are published here and run on: jobs, excluded ones and those of another environment have no address.</summary>
    public required IReadOnlySet<ProjectResource> Addressable { get; init; }

    public IReadOnlyCollection<PlannedSecret> Secrets => _secrets.Values;

    public PlannedSite? SiteOf(IResource resource) => Sites.Find(site => site.Resource == resource || site.Resource.Name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>User and password of a server; what reads the model's password parameter gets the field of this secret.</summary>
    public CredentialSecret Credentials(IResource server, string userName, ParameterResource? password)
    {
        var secret = Add(new CredentialSecret(server.Name, Names.Secret(server.Name, $"{server.Name} (server)"), userName));
        if (password is not null && !_passwords.TryAdd(password, new SecretPart(secret, CredentialSecret.PasswordField)))
        {
            throw new DistributedApplicationException(
                $"'{password.Name}' is the password of '{_passwords[password].Secret.Owner}' and of '{server.Name}'. AWS makes up one for each: give each a parameter of its own.");
        }

        return secret;
    }

    /// <summary>The secret that holds a parameter's value, or null when the value is no secret.</summary>
    public async Task<SecretPart?> SecretOfAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        if (_passwords.TryGetValue(parameter, out var password))
        {
            return password;
        }

        // Made up anew by each run, a value that is no secret would change with every publish: AWS makes it up once.
        if (!parameter.Secret && parameter.Default is not GenerateParameterDefault)
        {
            return null;
        }

        var name = Names.Secret(parameter.Name, $"{parameter.Name} (parameter)");
        if (_secrets.TryGetValue(name, out var known))
        {
            return new SecretPart(known);
        }

        if (parameter.Default is GenerateParameterDefault rules)
        {
            return new SecretPart(Add(new GeneratedSecret(parameter.Name, name, rules)));
        }

        // The value itself goes nowhere; but a task that reads a secret without one does not start.
        if (await TextOfAsync(parameter, cancellationToken) is "")
        {
            Warnings.Add($"The secret '{name}' has no value yet (parameter '{parameter.Name}'). Tasks that read it do not start before it has one.");
        }

        return new SecretPart(Add(new GivenSecret(parameter.Name, name, parameter.Description)));
    }

    /// <summary>A secret that joins text and other secrets, for one variable of one task.</summary>
    public ComposedSecret Compose(string task, string variable, AwsValue value)
        => Add(new ComposedSecret($"{task}/{variable}", Names.Secret($"{task}/{NotInSecretNames().Replace(variable, "_")}", $"{task}/{variable}"), value));

    public static async Task<string> TextOfAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            return await parameter.GetValueAsync(cancellationToken) ?? "";
        }
        catch (MissingParameterValueException e)
        {
            var section = parameter.IsConnectionString ? "ConnectionStrings" : "Parameters";
            throw new DistributedApplicationException(
                $"The {(parameter.Secret ? "secret" : "parameter")} '{parameter.Name}' has no value: set the environment variable {section}__{parameter.Name} (or {section}:{parameter.Name} in user secrets).", e);
        }
    }

    /// <summary>Where an endpoint is reached from inside the network; scheme <c>http</c> even for https endpoints, as TLS ends at the load balancer.</summary>
    public (AwsValue Host, int Port, string Scheme) AddressOf(EndpointReference endpoint, string where)
    {
        var resource = endpoint.Resource;
        _reached.Add(resource);
        if (Databases.Exists(database => database.Resource == resource))
        {
            return (AwsValue.Of(new HostPart(resource)), PlannedDatabase.Port, endpoint.Scheme);
        }

        if (Caches.Exists(cache => cache.Resource == resource))
        {
            return (AwsValue.Of(new HostPart(resource)), PlannedCache.Port, endpoint.Scheme);
        }

        // A job may have an endpoint, and its own variables name it.
        if (resource is not ProjectResource project || (resource != _reader && !Addressable.Contains(project)))
        {
            throw new DistributedApplicationException($"{where} points to '{resource.Name}', which has no address on AWS.");
        }

        return endpoint.Scheme is "http" or "https"
            ? (AwsValue.Of($"{project.Name}.{Names.Prefix}.internal"), PortOf(project), "http")
            : throw new DistributedApplicationException($"{where} points to the endpoint '{endpoint.EndpointName}' of '{resource.Name}', which is no HTTP endpoint; AWS has only those.");
    }

    /// <summary>The port that a project's container listens on: its http endpoint's, or .NET's own.</summary>
    public static int PortOf(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>()
        .OrderBy(endpoint => endpoint.UriScheme is "http" ? 0 : 1)
        .FirstOrDefault(IsHttp)?.TargetPort ?? DefaultContainerPort;

    public static bool IsHttp(EndpointAnnotation endpoint) => endpoint.UriScheme is "http" or "https";

    /// <summary>Collects which other resources the values of <paramref name="reader"/>, read by <paramref name="read"/>, point to.</summary>
    public async Task<IReadOnlySet<IResource>> ReachedByAsync(IResource reader, Func<Task> read)
    {
        _reached.Clear();
        _reader = reader;
        await read();
        _reader = null;
        return _reached.Where(reached => reached != reader).ToHashSet();
    }

    private T Add<T>(T secret)
        where T : PlannedSecret
    {
        if (_secrets.TryGetValue(secret.Name, out var known))
        {
            return (T)known;
        }

        // The policy of a secret stands beside it.
        Names.ClaimId("secret", secret.Owner, secret.Owner);
        Names.ClaimId("secret", $"{secret.Owner}-policy", secret.Owner);
        _secrets.Add(secret.Name, secret);
        return secret;
    }

    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
    [GeneratedRegex("[^A-Za-z0-9/_+=.@-]", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NotInSecretNames();
}
