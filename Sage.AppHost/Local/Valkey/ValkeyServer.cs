using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

internal sealed class ValkeyServer(ValkeyResource resource, ServerDirectory directory) : LocalServer(resource, directory)
{
    private string SettingsFile => Path.Combine(Directory.Path, "valkey.conf");

    public override string ProcessName => "valkey-server";

    public override int StopSignal => Libc.Terminate;

    public override (string Command, string[] Arguments) Launch(LocalProgram program) => Unprivileged.WrapPrivate(program.Path);

    public override Task<LocalProgram> LocateAsync(CancellationToken cancellationToken) => ValkeyPrograms.LocateAsync(cancellationToken);

    public override Task FetchAsync(IProgress<string> progress, CancellationToken cancellationToken) => ValkeyPrograms.FetchAsync(progress, cancellationToken);

    public override IEnumerable<object> Arguments => [SettingsFile, "--port", resource.PrimaryEndpoint.Property(EndpointProperty.Port)];

    public override async Task PrepareAsync(LocalProgram program, ILogger logger, CancellationToken cancellationToken)
    {
        if (!System.IO.Directory.Exists(Directory.Path))
        {
            PrivateFiles.CreateDirectory(Directory.Path);
        }
        await ValkeyDataFile.CheckAsync(Directory.Path, cancellationToken);
        var password = resource.PasswordParameter is { } parameter ? await parameter.GetValueAsync(cancellationToken) : null;
        await PrivateFiles.WriteAsync(SettingsFile, ValkeySettings.Create(Directory.Path, password, Directory.IsTemporary), cancellationToken);
    }
}
