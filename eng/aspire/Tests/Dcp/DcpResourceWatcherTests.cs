using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class DcpResourceWatcherTests
{
    [Fact]
    public async Task A_subscriber_that_runs_into_a_timeout_of_its_own_ends_neither_the_reports_nor_the_stop()
    {
        using var client = new DcpClient(new HttpClient(new SilentServer()) { BaseAddress = new Uri("http://dcp/") }, TimeProvider.System);
        using var loggers = new ResourceLoggerService();
        await using var logs = new ConsoleLogs(client, loggers, TimeProvider.System, NullLogger.Instance);
        var instance = new ResourceInstance(new ExecutableResource("web", "sh", ""), new DcpInstance("web-x", "x", 0), replicas: 1, services: []);
        var observer = new ImpatientObserver();
        await using var watcher = new DcpResourceWatcher(client, new PreparedModel([], [instance]), logs, observer, TimeProvider.System, NullLogger.Instance);
        watcher.Start();

        foreach (var state in new[] { ExecutableState.Starting, ExecutableState.Running })
        {
            await instance.Changes.Writer.WriteAsync(Change(state), TestContext.Current.CancellationToken);
            Assert.Equal(state, await observer.Seen.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task What_stops_does_not_run_again_before_it_has_ended()
    {
        using var client = new DcpClient(new HttpClient(new SilentServer()) { BaseAddress = new Uri("http://dcp/") }, TimeProvider.System);
        using var loggers = new ResourceLoggerService();
        await using var logs = new ConsoleLogs(client, loggers, TimeProvider.System, NullLogger.Instance);
        var instance = new ResourceInstance(new ExecutableResource("web", "sh", ""), new DcpInstance("web-x", "x", 0), replicas: 1, services: []);
        var observer = new ImpatientObserver();
        await using var watcher = new DcpResourceWatcher(client, new PreparedModel([], [instance]), logs, observer, TimeProvider.System, NullLogger.Instance);
        watcher.Start();

        foreach (var state in new[] { ExecutableState.Running, ExecutableState.Stopping, ExecutableState.Running, ExecutableState.FailedToStart })
        {
            await instance.Changes.Writer.WriteAsync(Change(state), TestContext.Current.CancellationToken);
        }

        var seen = new List<string?>();
        while (seen.Count < 3)
        {
            seen.Add(await observer.Seen.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal([ExecutableState.Running, ExecutableState.Stopping, ExecutableState.FailedToStart], seen);
    }

    private static DcpWatchEvent<ExecutableObject> Change(string state) =>
        new() { Type = DcpWatchEvent<ExecutableObject>.Modified, Object = new() { Metadata = new() { Name = "web-x" }, Status = new() { State = state } } };

    private sealed class SilentServer : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("It never answers.");
        }
    }

    private sealed class ImpatientObserver : IDcpExecutorObserver
    {
        public Channel<string?> Seen { get; } = Channel.CreateBounded<string?>(10);

        public async Task OnResourceChangedAsync(string resourceType, IResource resource, string dcpResourceName, ResourceStatus status, Func<CustomResourceSnapshot, CustomResourceSnapshot> update, CancellationToken cancellationToken)
        {
            await Seen.Writer.WriteAsync(status.State, cancellationToken);
            throw new TaskCanceledException("The request of a subscriber timed out.");
        }

        public Task OnResourcesPreparedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task OnEndpointsAllocatedAsync(IResource resource, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task OnConnectionStringAvailableAsync(IResource resource, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task OnResourceStartingAsync(string resourceType, IResource resource, string? dcpResourceName, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task OnResourceFailedToStartAsync(string resourceType, IResource resource, string? dcpResourceName, string? errorMessage, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
