namespace Sage.AppHost.Aws.Settings;

/// <summary>Which copy of the system: <c>--environment</c>. Both have the same structure; staging is only smaller.</summary>
internal enum DeploymentStage
{
    Production,
    Staging,
}
