using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>A builder without an AppHost program: the test is the program.</summary>
internal sealed class InlineTestingBuilder(DistributedApplicationBuilder builder) : TestingBuilder(builder)
{
    private DistributedApplication? _application;

    public static InlineTestingBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        var appHost = FindAppHostAssembly();
        using var events = AppHostEvents.Observe(new ConstructingObserver((options, settings)
            => TestingDefaults.Apply(args, options, settings, appHost, configure)));

        var builder = new DistributedApplicationBuilder(args);
        builder.Services.AddHttpClient();
        return new InlineTestingBuilder(builder);
    }

    public override DistributedApplication Build() => _application = Inner.Build();

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Build());
    }

    public override async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        DisposeTemporaryFiles();
    }

    // An AppHost or a test project built like one says where its project is; else the calling assembly has to do.
    private static Assembly FindAppHostAssembly()
    {
        var callers = new StackTrace().GetFrames()
            .Select(frame => frame.GetMethod()?.DeclaringType?.Assembly)
            .OfType<Assembly>()
            .Where(assembly => assembly != typeof(InlineTestingBuilder).Assembly)
            .ToArray();
        return callers.FirstOrDefault(assembly => TestingDefaults.ProjectDirectory(assembly) is not null) ?? callers[0];
    }

    private sealed class ConstructingObserver(Action<DistributedApplicationOptions, HostApplicationBuilderSettings> constructing) : IAppHostObserver
    {
        public void OnConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) => constructing(options, settings);
    }
}
