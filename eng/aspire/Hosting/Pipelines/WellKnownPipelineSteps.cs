using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>Steps that every pipeline has.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public static class WellKnownPipelineSteps
{
    /// <summary>Writes the deployable output.</summary>
    public const string Publish = "publish";

    /// <summary>Comes before everything that publishes.</summary>
    public const string PublishPrereq = "publish-prereq";

    /// <summary>Deploys.</summary>
    public const string Deploy = "deploy";

    /// <summary>Comes before everything that deploys.</summary>
    public const string DeployPrereq = "deploy-prereq";

    /// <summary>Gives the parameters their values.</summary>
    public const string ProcessParameters = "process-parameters";

    /// <summary>Builds images.</summary>
    public const string Build = "build";

    /// <summary>Comes before everything that builds.</summary>
    public const string BuildPrereq = "build-prereq";

    /// <summary>Pushes images.</summary>
    public const string Push = "push";

    /// <summary>Comes before everything that pushes.</summary>
    public const string PushPrereq = "push-prereq";

    /// <summary>Shows the pipeline.</summary>
    public const string Diagnostics = "diagnostics";

    /// <summary>Checks that every compute resource has an environment.</summary>
    public const string ValidateComputeEnvironments = "validate-compute-environments";

    /// <summary>Publishes BeforeStartEvent.</summary>
    public const string BeforeStart = "before-start";

    /// <summary>Checks that a container engine runs.</summary>
    public const string CheckContainerRuntime = "check-container-runtime";

    /// <summary>Removes what was deployed.</summary>
    public const string Destroy = "destroy";

    /// <summary>Comes before everything that removes.</summary>
    public const string DestroyPrereq = "destroy-prereq";
}

/// <summary>Tags of the steps of resources.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public static class WellKnownPipelineTags
{
    /// <summary>Creates infrastructure.</summary>
    public const string ProvisionInfrastructure = "provision-infra";

    /// <summary>Builds a compute resource.</summary>
    public const string BuildCompute = "build-compute";

    /// <summary>Pushes an image.</summary>
    public const string PushContainerImage = "push-container-image";

    /// <summary>Deploys a compute resource.</summary>
    public const string DeployCompute = "deploy-compute";
}
