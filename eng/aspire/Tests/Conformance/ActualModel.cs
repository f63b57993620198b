using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>What this implementation makes of a model, without starting anything, in the words of <see cref="ModelLines"/>.</summary>
internal sealed partial class ActualModel(DistributedApplicationModel model, DistributedApplicationExecutionContext context, string root)
{
    private const string NotAsked = "(not asked in publish mode)";

    private readonly HashSet<string> _generated = new(StringComparer.Ordinal);

    public static async Task<Dictionary<string, SortedSet<string>>> ResolveAsync(Action<IDistributedApplicationBuilder> configure, bool run, string root)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [.. run ? (string[])[] : ["--operation", "publish"],
                "--environment=Development",
                "--ASPNETCORE_URLS=http://localhost:15121",
                "--ASPIRE_ALLOW_UNSECURED_TRANSPORT=true",
                "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:19121",
                "--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://localhost:20121"],
            AssemblyName = typeof(ActualModel).Assembly.GetName().Name,
        });
        configure(builder);
        await using var app = builder.Build();
        var model = app.Services.GetRequiredService<DistributedApplicationModel>();
        await builder.Eventing.PublishAsync(new BeforeStartEvent(app.Services, model), TestContext.Current.CancellationToken);
        if (run)
        {
            Allocate(model);
        }

        return await new ActualModel(model, app.Services.GetRequiredService<DistributedApplicationExecutionContext>(), root).DescribeAsync();
    }

    // The same addresses that the capture gave.
    private static void Allocate(DistributedApplicationModel model)
    {
        var next = 20001;
        foreach (var resource in model.Resources)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().ToList())
            {
                var port = endpoint.Port ?? next++;
                var targetPort = endpoint.TargetPort ?? next++;
                var target = targetPort.ToString(CultureInfo.InvariantCulture);
                var (host, containerPort) = resource is ContainerResource ? ($"{resource.Name}.dev.internal", targetPort) : ("aspire.dev.internal", port);
                var network = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
                endpoint.AllocatedEndpoint = new(endpoint, "localhost", port, EndpointBindingMode.SingleAddress, target);
                endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(network, new(endpoint, host, containerPort, EndpointBindingMode.SingleAddress, target, network));
            }
        }
    }

    private async Task<Dictionary<string, SortedSet<string>>> DescribeAsync()
    {
        var described = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var resource in model.Resources)
        {
            var lines = new ModelLines();
            lines.Resource(resource.GetType().FullName!, (resource as IResourceWithParent)?.Parent.Name ?? "");
            await DescribeConfigurationAsync(resource, lines);
            await DescribeConnectionAsync(resource, lines);
            await DescribeParameterAsync(resource, lines);
            foreach (var annotation in resource.Annotations)
            {
                lines.Annotation(AnnotationText.Of(annotation));
            }

            described.Add(resource.Name, lines.Set);
        }

        return described.ToDictionary(entry => entry.Key, entry => new SortedSet<string>(entry.Value.Select(Normalize), StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private async Task DescribeConfigurationAsync(IResource resource, ModelLines lines)
    {
        if (resource is not (IResourceWithEnvironment or IResourceWithArgs))
        {
            return;
        }

        try
        {
            await DescribeConfigurationOfAsync(resource, lines);
        }
        catch (DistributedApplicationException exception)
        {
            lines.Error(ErrorText(exception));
        }
    }

    private async Task DescribeConfigurationOfAsync(IResource resource, ModelLines lines)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource).WithArgumentsConfig().WithEnvironmentVariablesConfig()
            .BuildAsync(context, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var (name, value) in configuration.EnvironmentVariables)
        {
            lines.Variable(name, value);
        }

        foreach (var (value, isSensitive) in configuration.Arguments)
        {
            lines.Argument(value, isSensitive);
        }

        if (configuration.Exception is { } exception)
        {
            lines.Error(ErrorText(exception));
        }
    }

    private async Task DescribeConnectionAsync(IResource resource, ModelLines lines)
    {
        if (resource is not IResourceWithConnectionString connection)
        {
            return;
        }

        var token = TestContext.Current.CancellationToken;
        lines.Connection(
            connection.ConnectionStringEnvironmentVariable ?? "",
            connection.ConnectionStringExpression.ValueExpression,
            context.IsRunMode ? await ValueAsync(() => connection.GetConnectionStringAsync(token)) : NotAsked);
        foreach (var (name, expression) in connection.GetConnectionProperties())
        {
            var value = context.IsRunMode ? await ValueAsync(() => expression.GetValueAsync(token)) : "-";
            // A generated password is no resource of the model.
            if (context.IsRunMode && name == "Password" && expression.ValueExpression == $"{{{connection.Name}-password.value}}")
            {
                _generated.Add(value);
            }

            lines.ConnectionProperty(name, expression.ValueExpression, value);
        }
    }

    private async Task DescribeParameterAsync(IResource resource, ModelLines lines)
    {
        if (resource is not ParameterResource parameter)
        {
            return;
        }

        var value = context.IsRunMode ? await ValueAsync(() => parameter.GetValueAsync(TestContext.Current.CancellationToken)) : NotAsked;
        if (context.IsRunMode && parameter.Default is GenerateParameterDefault && value.Length >= 10)
        {
            _generated.Add(value);
        }

        lines.Parameter(parameter.Secret, parameter.ValueExpression, parameter.Description ?? "", value);
    }

    private static async Task<string> ValueAsync(Func<ValueTask<string?>> read)
    {
        try
        {
            return await read() ?? "null";
        }
        catch (DistributedApplicationException exception)
        {
            return ErrorText(exception);
        }
    }

    private static string ErrorText(Exception exception) => $"{exception.GetType().FullName}: {exception.Message}";

    private string Normalize(string line)
    {
        foreach (var secret in _generated)
        {
            line = line.Replace(secret, "TOKEN", StringComparison.Ordinal).Replace(Uri.EscapeDataString(secret), "TOKEN", StringComparison.Ordinal);
        }

        return HexToken().Replace(line.Replace(root, "PATH", StringComparison.Ordinal), "TOKEN");
    }

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9a-fA-F]{24,}(?![0-9A-Za-z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex HexToken();
}
