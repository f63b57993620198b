using Aspire.Hosting.AWS;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Sage.AppHost.Aws.Publishing;
using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws;

/// <summary>Adds AWS to the model.</summary>
internal static class AwsEnvironmentExtensions
{
    private const string PhaseName = "phase";

    /// <summary>
    /// Publishes the model to AWS. In run mode nothing changes. Configuration: the section <c>Aws</c> (docs/aws.md), the parameter
    /// <c>phase</c> (mvp, growth or scale) and the environment (Production or Staging).
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The environment's name in the model; its step is <c>publish-{name}</c>.</param>
    /// <param name="sdk">Region and profile; <c>Aws:Region</c>, or us-west-2, when it names no region.</param>
    public static IResourceBuilder<AwsEnvironmentResource> AddAwsEnvironment(this IDistributedApplicationBuilder builder, string name, IAWSSDKConfig? sdk = null)
    {
        var said = new SaidNow(builder.Configuration);
        var phase = new ParameterResource(PhaseName, _ => said.FromCommandLine($"Parameters:{PhaseName}") ?? said.FromCommandLine(PhaseName) ?? said.FromEnvironment($"Parameters:{PhaseName}") ?? builder.Configuration[$"Parameters:{PhaseName}"] ?? "mvp")
        {
            Description = "How many users the system is sized for: mvp, growth or scale.",
        };
        var environment = new AwsEnvironmentResource(name, sdk ?? builder.AddAWSSDKConfig(), phase, builder.AppHostDirectory);
        if (builder.ExecutionContext.IsRunMode)
        {
            return builder.CreateResourceBuilder(environment);
        }

        PublishOutcome.Report(builder);
        // Pages go to S3, not into another resource's image.
        builder.Pipeline.DisableBuildOnlyContainerValidation();
        return builder.AddResource(environment)
            .WithPipelineStepFactory(context => new AwsPublishStep(environment, said).Create(name));
    }
}
