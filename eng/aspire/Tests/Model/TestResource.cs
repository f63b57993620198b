using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Model;

internal sealed class TestResource(string name = "app") : Resource(name), IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithArgs
{
    public static DistributedApplicationExecutionContext Run { get; } = new(DistributedApplicationOperation.Run);

    public static DistributedApplicationExecutionContext Publish { get; } = new(DistributedApplicationOperation.Publish);

    public static ParameterResource Parameter(string name, string value, bool secret = false) => new(name, _ => value, secret);

    public EndpointAnnotation AddEndpoint(string scheme = "http", string? name = null, int? port = null, int? targetPort = null, bool? isProxied = null)
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: scheme, name: name, port: port, targetPort: targetPort, isProxied: isProxied);
        Annotations.Add(endpoint);
        return endpoint;
    }

    public TestResource WithVariable(string name, object? value)
    {
        Annotations.Add(new EnvironmentCallbackAnnotation(variables => variables[name] = value!));
        return this;
    }

    public TestResource WithArguments(params object[] arguments)
    {
        Annotations.Add(new CommandLineArgsCallbackAnnotation(args =>
        {
            foreach (var argument in arguments)
            {
                args.Add(argument);
            }
        }));
        return this;
    }

    public Task<IExecutionConfigurationResult> ConfigurationAsync(DistributedApplicationExecutionContext context)
        => ExecutionConfigurationBuilder.Create(this).WithArgumentsConfig().WithEnvironmentVariablesConfig()
            .BuildAsync(context, NullLogger.Instance, TestContext.Current.CancellationToken);
}
