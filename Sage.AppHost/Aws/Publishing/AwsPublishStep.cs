using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sage.AppHost.Aws.Cost;
using Sage.AppHost.Aws.Cost.Data;
using Sage.AppHost.Aws.Cost.Templates;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Settings;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Publishing;

/// <summary>The step <c>publish-{name}</c>: model, plan, stacks, files. Until the last file is ready the previous output stays as it was.</summary>
internal sealed partial class AwsPublishStep(AwsEnvironmentResource environment, SaidNow said)
{
    public PipelineStep Create(string name) => new()
    {
        Name = $"publish-{name}",
        Description = $"Writes the CDK cloud assembly of {name}.",
        Action = ExecuteAsync,
        DependsOnSteps = [WellKnownPipelineSteps.PublishPrereq, WellKnownPipelineSteps.ValidateComputeEnvironments],
        RequiredBySteps = [WellKnownPipelineSteps.Publish],
    };

    private async Task ExecuteAsync(PipelineStepContext context)
    {
        var output = OutputDirectory(context);
        var settings = await SettingsAsync(context);
        var cdk = CdkProcess.StartAsync();
        var plan = await Planner.PlanAsync(context.Model, context.ExecutionContext, environment, settings, context.CancellationToken);

        await using var assembly = new AssemblyDirectory(output);
        assembly.EnsureWritable();
        await cdk;
        CloudAssembly.Write(plan, assembly.Staging);
        var stacks = StackTemplate.ReadAssembly(assembly.Staging);
        TemplateLimits.Check(stacks);
        await DeploymentDescription.Of(plan, environment.BaseDirectory).WriteAsync(assembly.Staging, context.CancellationToken);
        var estimate = CostEstimate.Of(stacks, CostData.Embedded(), settings.Phase.ToString().ToLowerInvariant());
        estimate.WriteJson(Path.Combine(assembly.Staging, "cost.json"));
        assembly.Commit();

        foreach (var line in estimate.Lines())
        {
            Log.Line(context.Logger, line);
        }

        foreach (var warning in plan.Warnings)
        {
            Log.Warning(context.Logger, warning);
        }

        Log.Line(context.Logger, $"Written to {output}");

        context.Summary.Add("AWS", $"{settings.Stage} in {settings.Region.SystemName}, phase {settings.Phase.ToString().ToLowerInvariant()}");
        context.Summary.Add("Cloud assembly", output);
    }

    private async Task<AwsSettings> SettingsAsync(PipelineStepContext context)
    {
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var host = context.Services.GetRequiredService<IHostEnvironment>();
        // dotnet run takes Development from the launch profile; only a command line means it.
        var environmentName = said.FromCommandLine(HostDefaults.EnvironmentKey)
            ?? (host.IsDevelopment() ? Environments.Production : host.EnvironmentName);
        var phase = await environment.Phase.GetValueAsync(context.CancellationToken);
        // The first one keeps its names when another one joins it.
        var further = context.Model.Resources.OfType<AwsEnvironmentResource>().First() == environment ? null : environment.Name;
        return AwsSettingsReader.Read(configuration, environmentName, phase!, environment.Sdk, ApplicationName(host), further);
    }

    // Sage.AppHost is the host of "sage".
    private static string ApplicationName(IHostEnvironment host)
        => host.ApplicationName.Replace(".AppHost", "", StringComparison.Ordinal).Replace('.', '-').ToLowerInvariant();

    // As Aspire's own publishers: a folder of its own only beside other environments.
    private string OutputDirectory(PipelineStepContext context)
    {
        var output = context.Services.GetRequiredService<IPipelineOutputService>();
        return context.Model.Resources.OfType<IComputeEnvironmentResource>().Skip(1).Any() ? output.GetOutputDirectory(environment) : output.GetOutputDirectory();
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "{Text}")]
        public static partial void Line(ILogger logger, string text);

        [LoggerMessage(1, LogLevel.Warning, "{Text}")]
        public static partial void Warning(ILogger logger, string text);
    }
}
