namespace Sage.AppHost.Aws.Settings;

/// <summary>The sizes of each phase, and what staging takes off.</summary>
internal static class SizingTable
{
    private static readonly Sizing Mvp = new()
    {
        TaskCpu = 512,
        TaskMemoryMiB = 1024,
        MinTasks = 2,
        MaxTasks = 10,
        DatabaseClass = "db.t3.micro",
        DatabaseMultiAz = false,
        DatabaseReplicas = 0,
        DatabaseMaxConnections = 150,
        CacheNodeType = "cache.t3.micro",
        CacheNodes = 2,
        NatGateways = 2,
        RotateSecrets = false,
    };

    private static readonly Sizing Growth = Mvp with
    {
        MinTasks = 5,
        DatabaseClass = "db.t3.small",
        DatabaseMultiAz = true,
        DatabaseReplicas = 1,
        DatabaseMaxConnections = 200,
        CacheNodeType = "cache.t3.small",
        RotateSecrets = true,
    };

    private static readonly Sizing Scale = Growth with
    {
        MinTasks = 10,
        MaxTasks = 20,
        DatabaseClass = "db.r6g.large",
        DatabaseReplicas = 2,
        DatabaseMaxConnections = 1000,
        CacheNodeType = "cache.r6g.large",
    };

    public static Sizing For(Phase phase, DeploymentStage stage)
    {
        var sizing = phase switch
        {
            Phase.Mvp => Mvp,
            Phase.Growth => Growth,
            Phase.Scale => Scale,
            _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, message: null),
        };

        // Two tasks and two cache nodes stay: what fails over in production must fail over in staging.
        return stage == DeploymentStage.Production ? sizing : sizing with
        {
            MinTasks = 2,
            MaxTasks = 4,
            DatabaseReplicas = Math.Min(sizing.DatabaseReplicas, 1),
            NatGateways = 1,
        };
    }

    /// <summary>The same class on ARM: <c>db.t3.micro</c> is <c>db.t4g.micro</c>. The r6g classes are ARM already.</summary>
    public static string OnGraviton(string instanceClass) => instanceClass.Replace(".t3.", ".t4g.", StringComparison.Ordinal);
}
