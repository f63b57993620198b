namespace ToolCache;

/// <summary>
/// apt with a private state: it resolves against what the machine has installed, downloads what is missing, and writes
/// nothing outside its directory. So it works alike for root and for others.
/// </summary>
internal sealed class AptDownload(string directory, string aptGet)
{
    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal) { ["LC_ALL"] = "C", ["DEBIAN_FRONTEND"] = "noninteractive" };

    private string Archives => Path.Combine(directory, "cache", "archives");

    /// <returns>The .deb files of the packages and of what they need and the machine lacks.</returns>
    public async Task<string[]> RunAsync(IReadOnlyList<string> packages, string? suite, CancellationToken cancellationToken)
    {
        foreach (var folder in new[] { "lists/partial", "cache/archives/partial", "state", "log", "sources" })
        {
            WorldReadable.CreateDirectory(Path.Combine(directory, folder));
        }
        var configuration = Path.Combine(directory, "apt.conf");
        var sources = AptSources.Select(AptSources.ReadSystem(), LinuxDistribution.Current?.Codename ?? "", suite);
        await File.WriteAllTextAsync(Path.Combine(directory, "sources", "distribution.sources"), sources ?? "", cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(configuration, Configuration(ownSources: sources is not null), cancellationToken).ConfigureAwait(false);

        var update = await AptAsync(configuration, ["update"], cancellationToken).ConfigureAwait(false);
        if (!update.Succeeded)
        {
            throw Failed(packages, update);
        }
        string[] release = suite is null ? [] : ["-t", suite];
        // --reinstall: a package that is installed is downloaded too.
        var install = await AptAsync(configuration, ["install", "--reinstall", .. release, .. packages], cancellationToken).ConfigureAwait(false);
        return install.Succeeded ? Directory.GetFiles(Archives, "*.deb") : throw Failed(packages, install);
    }

    private Task<ToolResult> AptAsync(string configuration, string[] arguments, CancellationToken cancellationToken) =>
        ToolProcess.RunAsync(new ToolCommand(aptGet, ["-q", "-c", configuration, .. arguments]) { Environment = Environment, WorkingDirectory = directory, Timeout = TimeSpan.FromMinutes(5) }, cancellationToken);

    private static ToolCacheException Failed(IReadOnlyList<string> packages, ToolResult result)
    {
        var lines = result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var reason = Array.Find(lines, line => line.StartsWith("E:", StringComparison.Ordinal)) ?? Array.Find(lines, line => line.StartsWith("W:", StringComparison.Ordinal)) ?? result.LastLine;
        return new ToolCacheException($"The packages {string.Join(", ", packages)} cannot be fetched: apt says '{reason.TrimStart('E', 'W', ':', ' ')}'. Check the network and the sources in /etc/apt, then start again.");
    }

    /// <summary>Later values win, so this stands over the machine's configuration; proxies and credentials stay as they are there.</summary>
    private string Configuration(bool ownSources) => $"""
        Dir::State "{directory}/state";
        Dir::State::lists "{directory}/lists";
        Dir::State::status "/var/lib/dpkg/status";
        Dir::Cache "{directory}/cache";
        Dir::Cache::pkgcache "";
        Dir::Cache::srcpkgcache "";
        Dir::Log "{directory}/log";
        {(ownSources ? $"Dir::Etc::sourcelist \"/dev/null\";\nDir::Etc::sourceparts \"{directory}/sources\";\nAPT::Update::Error-Mode \"any\";" : "")}
        Acquire::Languages "none";
        Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
        Acquire::Retries "2";
        Acquire::http::Timeout "20";
        Acquire::https::Timeout "20";
        APT::Get::Assume-Yes "true";
        APT::Get::Download-Only "true";
        APT::Install-Recommends "false";
        APT::Keep-Downloaded-Packages "true";
        Debug::NoLocking "true";
        Dpkg::Use-Pty "false";
        #clear APT::Update::Pre-Invoke;
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;
        #clear DPkg::Pre-Invoke;
        #clear DPkg::Post-Invoke;
        #clear DPkg::Pre-Install-Pkgs;

        """;
}
