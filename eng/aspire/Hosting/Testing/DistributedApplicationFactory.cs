using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost's own program for a test and hooks into its steps.</summary>
public partial class DistributedApplicationFactory : IDisposable, IAsyncDisposable
{
    private const string TimeoutVariable = "DOTNET_HOST_FACTORY_RESOLVER_DEFAULT_TIMEOUT_IN_SECONDS";
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    private readonly Type _entryPoint;
    private readonly string[] _args;
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _building = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _lock = new();
    private Task? _program;
    private Task? _disposal;

    /// <summary>An AppHost without a command line.</summary>
    /// <param name="entryPoint">Any type of the AppHost's assembly.</param>
    public DistributedApplicationFactory(Type entryPoint)
        : this(entryPoint, [])
    {
    }

    /// <summary>An AppHost with a command line.</summary>
    /// <param name="entryPoint">Any type of the AppHost's assembly.</param>
    /// <param name="args">The command line.</param>
    public DistributedApplicationFactory(Type entryPoint, string[] args)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        TestingDefaults.ThrowIfInvalid(args);
        _entryPoint = entryPoint;
        _args = args;
    }

    /// <summary>Completes when the application has started.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        EnsureProgramStarted();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        await _started.Task.WaitAsync(either.Token);
    }

    /// <summary>A client for an http(s) endpoint of a resource.</summary>
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = default) => Started.CreateHttpClient(resourceName, endpointName);

    /// <summary>The connection string of a resource.</summary>
    public ValueTask<string?> GetConnectionString(string resourceName) => Started.GetConnectionStringAsync(resourceName);

    /// <summary>The address of an endpoint of a resource.</summary>
    public Uri GetEndpoint(string resourceName, string? endpointName = default) => Started.GetEndpoint(resourceName, endpointName);

    /// <summary>The options are complete; the AppHost's builder is made from them next.</summary>
    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    /// <summary>The builder exists; the AppHost adds its resources next.</summary>
    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>The model is complete; the application is built next.</summary>
    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>The application is built; the AppHost runs it next.</summary>
    protected virtual void OnBuilt(DistributedApplication application)
    {
    }

    internal CancellationToken Disposing => _disposing.Token;

    internal Task<DistributedApplicationBuilder> ResolveBuilderAsync(CancellationToken cancellationToken)
        => WaitForProgramAsync(_building.Task, "calling Build()", cancellationToken);

    internal Task<DistributedApplication> ResolveApplicationAsync(CancellationToken cancellationToken)
        => WaitForProgramAsync(_built.Task, "building its application", cancellationToken);

    private DistributedApplication Started
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
            return _started.Task.IsCompletedSuccessfully
                ? _built.Task.Result
                : throw new InvalidOperationException("The application has not been started. Call StartAsync first.");
        }
    }

    private async Task<T> WaitForProgramAsync<T>(Task<T> step, string what, CancellationToken cancellationToken)
    {
        EnsureProgramStarted();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        var timeout = Timeout();
        try
        {
            return await step.WaitAsync(timeout, either.Token);
        }
        catch (TimeoutException exception) when (!step.IsCompleted)
        {
            throw new TimeoutException($"{_entryPoint.Assembly.GetName().Name} did not get to {what} within {timeout.TotalSeconds:0} s. Set {TimeoutVariable} for more time.", exception);
        }
    }

    private static TimeSpan Timeout()
    {
        if (Debugger.IsAttached)
        {
            return System.Threading.Timeout.InfiniteTimeSpan;
        }

        return uint.TryParse(Environment.GetEnvironmentVariable(TimeoutVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : DefaultTimeout;
    }

    private void EnsureProgramStarted()
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        lock (_lock)
        {
            _program ??= RunProgramAsync();
        }
    }

    private async Task RunProgramAsync()
    {
        try
        {
            await AppHostProgram.Start(_entryPoint.Assembly, _args, new Observer(this));
            Fail(new InvalidOperationException($"The entry point of {_entryPoint.Assembly.GetName().Name} returned without starting a {nameof(DistributedApplication)}."));
        }
        catch (Exception exception)
        {
            // Whoever waits for a step that will not come any more gets it.
            Fail(exception);
        }
    }

    private void OnStarted(Exception? exception)
    {
        if (exception is null)
        {
            _started.TrySetResult();
        }
        else
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        _building.TrySetException(exception);
        _built.TrySetException(exception);
        _started.TrySetException(exception);
    }

    private sealed class Observer(DistributedApplicationFactory factory) : IAppHostObserver
    {
        public void OnConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
            => TestingDefaults.Apply(factory._args, options, settings, factory._entryPoint.Assembly, factory.OnBuilderCreating);

        public void OnConstructed(DistributedApplicationBuilder builder)
        {
            builder.Services.AddHttpClient();
            factory.OnBuilderCreated(builder);
        }

        public void OnBuilding(DistributedApplicationBuilder builder)
        {
            ObservedHost.Intercept(builder.Services, factory.OnStarted, factory._disposing.Token);
            factory._building.TrySetResult(builder);
            factory.OnBuilding(builder);
            factory._disposing.Token.ThrowIfCancellationRequested();
        }

        public void OnBuilt(DistributedApplication application)
        {
            factory._built.TrySetResult(application);
            factory.OnBuilt(application);
        }
    }
}
