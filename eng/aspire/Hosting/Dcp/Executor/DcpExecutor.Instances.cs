using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

internal sealed partial class DcpExecutor
{
    private static readonly TimeSpan WatchTimeout = TimeSpan.FromSeconds(2);

    public IResourceReference GetResource(string resourceName)
    {
        if (_prepared.Instances.FirstOrDefault(instance => string.Equals(instance.DcpResourceName, resourceName, StringComparisons.ResourceName)) is { } exact)
        {
            return exact;
        }

        var instances = _prepared.Instances.Where(instance => string.Equals(instance.ModelResource.Name, resourceName, StringComparisons.ResourceName)).ToArray();
        return instances switch
        {
            [var only] => only,
            [] => throw new InvalidOperationException($"Resource '{resourceName}' not found."),
            _ => throw new InvalidOperationException($"Resource '{resourceName}' has several instances; name one of {string.Join(", ", instances.Select(instance => instance.DcpResourceName))}."),
        };
    }

    public async Task StartResourceAsync(IResourceReference reference, CancellationToken cancellationToken)
    {
        var (running, instance) = (Require(), (ResourceInstance)reference);
        await instance.Initialized.WaitAsync(cancellationToken);
        await instance.Gate.WaitAsync(cancellationToken);
        try
        {
            await DeleteAsync(running, instance, cancellationToken);
            instance.ModelResource.ForgetCallbackResults();
            _connectionStrings.Forget(instance.ModelResource);

            // After the deletion, whose last state would otherwise overwrite "Starting".
            await _connectionStrings.PublishAsync(running.Observer, instance.ModelResource, cancellationToken);
            await running.Observer.OnResourceStartingAsync(instance.ResourceType, instance.ModelResource, instance.DcpResourceName, cancellationToken);
            await CreateAsync(running, instance, cancellationToken);
        }
        finally
        {
            instance.Gate.Release();
        }
    }

    public async Task<bool> StopResourceAsync(IResourceReference reference, CancellationToken cancellationToken)
    {
        var (running, instance) = (Require(), (ResourceInstance)reference);
        await instance.Initialized.WaitAsync(cancellationToken);
        await instance.Gate.WaitAsync(cancellationToken);
        try
        {
            return await new ExecutableStop(running.Client, time).RunAsync(instance.DcpResourceName, cancellationToken);
        }
        finally
        {
            instance.Gate.Release();
        }
    }

    /// <summary>Has DCP start the process, or reports why it cannot.</summary>
    private async Task CreateAsync(Running running, ResourceInstance instance, CancellationToken cancellationToken)
    {
        var resource = instance.ModelResource;
        try
        {
            await EnsureCanRunAsync(running, instance, cancellationToken);
            var launched = await factory.CreateAsync(instance, resourceLoggers.GetLogger(resource), cancellationToken);
            instance.Launched = launched;
            await running.Client.CreateAsync(launched.Object, cancellationToken);
            await _connectionStrings.PublishAsync(running.Observer, resource, cancellationToken);
        }
        catch (DcpException e)
        {
            await running.Observer.OnResourceFailedToStartAsync(instance.ResourceType, resource, instance.DcpResourceName, e.Message, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // From a callback of the model: its stack says where.
            Log.StartFailed(resourceLoggers.GetLogger(resource), e, resource.Name);
            await running.Observer.OnResourceFailedToStartAsync(instance.ResourceType, resource, instance.DcpResourceName, errorMessage: null, cancellationToken);
        }
    }

    private static async Task EnsureCanRunAsync(Running running, ResourceInstance instance, CancellationToken cancellationToken)
    {
        if (instance.ModelResource.IsContainer())
        {
            throw new DcpException("Containers need Microsoft's Aspire packages (AspireSource=nuget) and a container engine; this hosting library runs projects and executables only.");
        }

        if (instance.Services.Any(service => service.Problem is not null))
        {
            // A new start may find the port free.
            await running.Services.AllocateAsync([.. instance.Services.Where(service => service.Problem is not null)], cancellationToken);
        }

        if (instance.Services.FirstOrDefault(service => service.Problem is not null) is { } broken)
        {
            throw new DcpException(broken.Problem!);
        }

        if (instance.Services.FirstOrDefault(service => !service.Endpoint.IsProxied && service.FixedPort is { } port && !PortProbe.IsFree(port, service.Endpoint.Protocol)) is { FixedPort: { } taken })
        {
            throw new DcpException(ServiceAllocation.PortInUse(taken));
        }
    }

    /// <summary>An object that has ended cannot be started again, only replaced under the same name.</summary>
    private async Task DeleteAsync(Running running, ResourceInstance instance, CancellationToken cancellationToken)
    {
        var deletion = instance.Observed is null ? null : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        instance.Deletion = deletion;
        var isGone = await DcpPoll.UntilAsync(time, async token => !await running.Client.DeleteAsync<ExecutableObject>(instance.DcpResourceName, token), cancellationToken);
        if (!isGone)
        {
            throw new DistributedApplicationException($"Failed to restart resource '{instance.DcpResourceName}': its process has not ended after {DcpPoll.Timeout.TotalSeconds:0} s.");
        }

        if (deletion is not null)
        {
            // What the watch still has of the old process must be out before the new one is announced.
            await Task.WhenAny(deletion.Task, Task.Delay(WatchTimeout, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Running Require() => _running ?? throw new InvalidOperationException("The application has not started yet.");
}
