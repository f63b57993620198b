using System.Net.Sockets;
using Aspire.Hosting.Cli.Channels;

namespace Aspire.Hosting.Tests.Cli.Channels;

public sealed class AppHostSocketTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("bch").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_name_is_the_id_of_the_project_eight_random_characters_and_the_process()
    {
        var id = AppHostSocket.Id("/src/Shop/Shop.AppHost.csproj");

        var name = Path.GetFileName(AppHostSocket.NewPath(_directory, id, 123));

        Assert.Equal("e3jn59SShUM", id);
        Assert.StartsWith(id, name, StringComparison.Ordinal);
        Assert.EndsWith(".123", name, StringComparison.Ordinal);
        Assert.Equal(AppHostSocket.IdLength + AppHostSocket.InstanceLength + ".123".Length, name.Length);
        Assert.NotEqual(name, Path.GetFileName(AppHostSocket.NewPath(_directory, id, 123)));
    }

    [Fact]
    public void A_path_that_no_socket_can_have_is_refused_with_a_reason()
        => Assert.Contains("shorter home directory", Assert.Throws<DistributedApplicationException>(() => AppHostSocket.NewPath("/" + new string('x', 120), "0123456789a", 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_sockets_of_this_project_whose_process_is_gone_are_deleted()
    {
        const string Id = "0123456789a";
        // No system gives out this process id.
        var gone = Touch($"{Id}instance.{int.MaxValue}");
        var running = Touch($"{Id}instance.{Environment.ProcessId}");
        var other = Touch($"a9876543210instance.{int.MaxValue}");
        var strange = Touch($"{Id}-strange");

        AppHostSocket.DeleteOrphans(_directory, Id);

        Assert.Equal([false, true, true, true], new[] { gone, running, other, strange }.Select(File.Exists));
    }

    [Fact]
    public void All_links_on_the_way_to_a_project_are_followed()
    {
        var real = Directory.CreateDirectory(Path.Combine(_directory, "real")).FullName;
        File.WriteAllText(Path.Combine(real, "App.csproj"), "");
        Directory.CreateSymbolicLink(Path.Combine(_directory, "link"), real);
        File.CreateSymbolicLink(Path.Combine(_directory, "Other.csproj"), Path.Combine("link", "App.csproj"));

        var expected = AppHostIdentity.ResolveLinks(Path.Combine(real, "App.csproj"));
        Assert.Equal(expected, AppHostIdentity.ResolveLinks(Path.Combine(_directory, "link", "App.csproj")));
        Assert.Equal(expected, AppHostIdentity.ResolveLinks(Path.Combine(_directory, "Other.csproj")));
    }

    [Fact]
    public async Task The_socket_belongs_to_its_user_alone_and_is_gone_afterwards()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes.");
        var path = Path.Combine(_directory, "new", "socket");

        using (var listener = UnixSocketListener.Bind(path))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await client.ConnectAsync(new UnixDomainSocketEndPoint(path), TestContext.Current.CancellationToken);
            await using var accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(File.Exists(path));
    }

    private string Touch(string name)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, "");
        return path;
    }
}
