using System.Text.Json.Nodes;
using Aspire.Hosting.UserSecrets;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Tests.Application;

public sealed class UserSecretsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("user-secrets").FullName;

    private string File => Path.Combine(_directory, "id", "secrets.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_generated_value_is_kept_and_only_this_user_can_read_it()
    {
        var first = new ConfigurationManager();
        new UserSecretsManager(File).GetOrSetSecret(first, "A:B", () => "generated");
        var second = new ConfigurationManager();
        new UserSecretsManager(File).GetOrSetSecret(second, "A:B", () => "generated again");

        Assert.Equal(("generated", "generated"), (first["A:B"], second["A:B"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public void A_configured_value_is_not_stored()
    {
        var configuration = new ConfigurationManager { ["A"] = "configured" };

        new UserSecretsManager(File).GetOrSetSecret(configuration, "A", () => "generated");

        Assert.Equal("configured", configuration["A"]);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Assert.True(new UserSecretsManager(File).TrySetSecret($"Key{i}", $"{i}")))));

        var stored = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken))!.AsObject();
        Assert.Equal(20, stored.Count);
        Assert.Equal([File], Directory.EnumerateFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task Saved_state_is_flattened()
    {
        var manager = new UserSecretsManager(File);
        await manager.SaveStateAsync(new JsonObject { ["A"] = new JsonObject { ["B"] = 1, ["C"] = new JsonArray("x", "y") } }, TestContext.Current.CancellationToken);

        var stored = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken))!.AsObject();
        Assert.Equal(["A:B", "A:C:0", "A:C:1"], stored.Select(entry => entry.Key));

        Assert.True(manager.TryDeleteSecret("A:B"));
        Assert.DoesNotContain("A:B", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_cannot_be_written_costs_only_the_memory_of_the_value()
    {
        System.IO.File.WriteAllText(Path.Combine(_directory, "id"), "not a directory");
        var configuration = new ConfigurationManager();

        new UserSecretsManager(File).GetOrSetSecret(configuration, "A", () => "generated");

        Assert.Equal("generated", configuration["A"]);
    }
}
