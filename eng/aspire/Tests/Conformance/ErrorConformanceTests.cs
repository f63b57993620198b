using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>What goes wrong in a model says the same as in Aspire.</summary>
public sealed class ErrorConformanceTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Facts =>
    [
        "duplicate name", "duplicate name other case", "name ''", "name ' '", "name 'a b'", "name '1abc'", "name '-abc'", "name 'abc-'", "name 'a--b'", "name 'a_b'",
        "name 'a.b'", "name 'ä'", "name 'a/b'", "name 'A1-b'", "name 'UPPER'", "name null", "parameter name with space", "duplicate endpoint",
        "endpoint name 'a_b'", "unallocated endpoint Url", "unallocated endpoint Port", "missing endpoint Url", "missing endpoint GetValueAsync",
        "WaitFor self", "WaitFor parent", "cyclic WaitFor at declaration", "WithReference null", "WithEnvironment null name", "duplicate database name in server",
        "two volumes same target", "AddExecutable null command", "AddExecutable empty command", "AddExecutable empty workdir", "WithArgs null",
        "CreateResourceBuilder by missing name", "missing parameter GetValueAsync", "missing connection string GetConnectionStringAsync",
    ];

    [Theory]
    [MemberData(nameof(Facts))]
    public async Task A_mistake_has_the_outcome_Aspire_gives_it(string fact)
    {
        var expected = ExpectedModel.LoadFact("16-errors.json", "run", fact);

        string actual;
        try
        {
            actual = JsonSerializer.Serialize(await RunAsync(fact));
        }
#pragma warning disable CA1031 // Which exception it is is the question.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            actual = $"{exception.GetType().FullName}: {exception.Message}";
        }

        Assert.Equal(expected, actual);
    }

    private async Task<object?> RunAsync(string fact)
    {
        if (fact.StartsWith("name '", StringComparison.Ordinal))
        {
            _builder.AddContainer(fact["name '".Length..^1], "i");
            return "ok";
        }

        var container = _builder.AddContainer("cont", "img").WithHttpEndpoint(targetPort: 80);
        switch (fact)
        {
            case "duplicate name" or "duplicate name other case":
                _builder.AddExecutable("dup", "x", ".");
                _builder.AddParameter(fact.EndsWith("case", StringComparison.Ordinal) ? "DUP" : "dup");
                break;
            case "name null": _builder.AddContainer(null!, "i"); break;
            case "parameter name with space": _builder.AddParameter("p q"); break;
            case "duplicate endpoint": container.WithHttpEndpoint(targetPort: 81); break;
            case "endpoint name 'a_b'": container.WithHttpEndpoint(targetPort: 82, name: "a_b"); break;
            case "unallocated endpoint Url": return container.GetEndpoint("http").Url;
            case "unallocated endpoint Port": return container.GetEndpoint("http").Port;
            case "missing endpoint Url": return container.GetEndpoint("nope").Url;
            case "missing endpoint GetValueAsync":
                container.WithHttpEndpoint(targetPort: 80, name: "two").WithHttpEndpoint(name: "np", isProxied: false);
                return await container.GetEndpoint("nope").GetValueAsync(Token);
            case "WaitFor self":
                var self = _builder.AddContainer("self", "i");
                self.WaitFor(self);
                break;
            case "WaitFor parent":
                var server = _builder.AddPostgres("pgp");
                server.WaitFor(server.AddDatabase("child"));
                break;
            case "cyclic WaitFor at declaration": container.WaitFor(_builder.AddContainer("y", "i").WaitFor(container)); break;
            case "WithReference null": container.WithReference((IResourceBuilder<IResourceWithServiceDiscovery>)null!); break;
            case "WithEnvironment null name": container.WithEnvironment(null!, "x"); break;
            case "duplicate database name in server":
                var databases = _builder.AddPostgres("pgq");
                databases.AddDatabase("da", "n");
                databases.AddDatabase("db", "n");
                break;
            case "two volumes same target": container.WithVolume("a", "/x").WithVolume("b", "/x"); break;
            case "AddExecutable null command": _builder.AddExecutable("nocmd", null!, "."); break;
            case "AddExecutable empty command": _builder.AddExecutable("nocmd", "", "."); break;
            case "AddExecutable empty workdir": _builder.AddExecutable("nowd", "x", ""); break;
            case "WithArgs null": _builder.AddExecutable("na", "x", ".").WithArgs((string[])null!); break;
            case "CreateResourceBuilder by missing name": return _builder.TryCreateResourceBuilder<ContainerResource>("missing", out _) ? "found" : "null";
            case "missing parameter GetValueAsync": return await _builder.AddParameter("missingpar").Resource.GetValueAsync(Token);
            case "missing connection string GetConnectionStringAsync": return await _builder.AddConnectionString("missingcs").Resource.GetConnectionStringAsync(Token);
        }

        return "ok";
    }
}
