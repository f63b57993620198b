using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Connection strings put together from other values.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string made of other values.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression)
    {
        ArgumentNullException.ThrowIfNull(connectionStringExpression);

        var connection = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
        foreach (var resource in StartedResources(connectionStringExpression))
        {
            connection.WaitForStart(builder.CreateResourceBuilder(resource));
        }

        return connection
            .WithReferenceRelationship(connectionStringExpression)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "ConnectionString",
                State = KnownResourceStates.NotStarted,
                Properties = [],
            })
            .OnInitializeResource(ConnectionStringStart.RunAsync);
    }

    /// <summary>Adds a connection string made of other values.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, string name, Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        ArgumentNullException.ThrowIfNull(connectionStringBuilder);
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }

    // What has no lifetime never starts.
    private static IEnumerable<IResource> StartedResources(ReferenceExpression expression)
        => expression.ValueProviders
            .Where(value => value is not IResourceWithoutLifetime)
            .SelectMany(value => value switch
            {
                IResource resource => [resource],
                IValueWithReferences nested => nested.References.OfType<IResource>(),
                _ => Enumerable.Empty<IResource>(),
            })
            .DistinctBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase);
}
