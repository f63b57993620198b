using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.ElastiCache;
using Amazon.CDK.AWS.RDS;
using Aspire.Hosting.JavaScript;

namespace Sage.AppHost.Aws.Customization;

/// <summary>
/// The resource is published as usual; the callbacks see the properties before the construct is made (<c>props</c>) and the construct
/// afterwards. Nothing happens in run mode.
/// </summary>
internal static class PublishAsExtensions
{
    /// <summary>Changes the RDS instance of a server.</summary>
    public static IResourceBuilder<PostgresServerResource> PublishAsRdsInstance(
        this IResourceBuilder<PostgresServerResource> server, Action<DatabaseInstanceProps>? props = null, Action<DatabaseInstance>? construct = null)
        => server.WithAnnotation(new ConstructCustomization<DatabaseInstanceProps, DatabaseInstance>(props, construct));

    /// <summary>Changes the ElastiCache replication group of a server.</summary>
    public static IResourceBuilder<ValkeyResource> PublishAsReplicationGroup(
        this IResourceBuilder<ValkeyResource> server, Action<CfnReplicationGroupProps>? props = null, Action<CfnReplicationGroup>? construct = null)
        => server.WithAnnotation(new ConstructCustomization<CfnReplicationGroupProps, CfnReplicationGroup>(props, construct));

    /// <summary>Changes the CloudFront distribution of a page.</summary>
    public static IResourceBuilder<T> PublishAsCloudFrontSite<T>(
        this IResourceBuilder<T> page, Action<DistributionProps>? props = null, Action<Distribution>? construct = null)
        where T : JavaScriptAppResource
        => page.WithAnnotation(new ConstructCustomization<DistributionProps, Distribution>(props, construct));

    /// <summary>Sets size, paths and health of a project's tasks, and changes service and task definition.</summary>
    public static IResourceBuilder<ProjectResource> PublishAsFargateService(
        this IResourceBuilder<ProjectResource> project,
        Action<FargateSettings>? settings = null,
        Action<FargateServiceProps>? props = null,
        Action<FargateService>? construct = null,
        Action<FargateTaskDefinitionProps>? taskProps = null,
        Action<FargateTaskDefinition>? task = null)
    {
        if (!project.Resource.TryGetLastAnnotation<FargateSettings>(out var fargate))
        {
            project.WithAnnotation(fargate = new FargateSettings());
        }

        settings?.Invoke(fargate);
        fargate.ServiceProps += props;
        fargate.Service += construct;
        fargate.TaskProps += taskProps;
        fargate.Task += task;
        return project;
    }
}
