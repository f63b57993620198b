using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Tests.Api;

/// <summary>
/// The public members are a promise: each exists in Aspire with the same signature. A member that is not in Aspire must be internal.
/// </summary>
public sealed class PublicApiTests
{
    private const string Update = "UPDATE_PUBLIC_API=1 dotnet test eng/aspire/Tests --filter FullyQualifiedName~PublicApiTests";

    public static TheoryData<string> Assemblies => ["Aspire.Hosting", "Aspire.Hosting.AWS", "Aspire.Npgsql", "Aspire.StackExchange.Redis"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_members_are_those_of_the_baseline(string assembly)
    {
        var actual = PublicApi.Lines(Named(assembly));
        var file = Path.Combine(Folder(), $"{assembly}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1")
        {
            File.WriteAllLines(file, actual);
        }

        var expected = File.ReadAllLines(file);
        var differences = expected.Except(actual, StringComparer.Ordinal).Select(line => "- " + line)
            .Concat(actual.Except(expected, StringComparer.Ordinal).Select(line => "+ " + line)).ToArray();
        Assert.True(differences.Length == 0, $"The public members of {assembly} changed. If Aspire has them with the same signatures, run\n  {Update}\n{string.Join('\n', differences)}");
    }

    private static Assembly Named(string assembly) => assembly switch
    {
        "Aspire.Hosting" => typeof(DistributedApplication).Assembly,
        "Aspire.Hosting.AWS" => typeof(SDKResourceExtensions).Assembly,
        "Aspire.Npgsql" => typeof(AspirePostgreSqlNpgsqlExtensions).Assembly,
        "Aspire.StackExchange.Redis" => typeof(AspireRedisExtensions).Assembly,
        _ => throw new ArgumentOutOfRangeException(nameof(assembly), assembly, "No such assembly."),
    };

    private static string Folder([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "api"));
}
