namespace Sage.AppHost.Restarts;

/// <summary>How often and how fast a resource is started again. The defaults ride out a crash and end a crash loop in about half a minute.</summary>
internal sealed record RestartPolicy
{
    /// <summary>Before the first restart; doubles with each one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(16);

    public int MaxRestarts { get; init; } = 5;

    /// <summary>After so long in health a crash counts as the first one again.</summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Up to a fifth more, so that what died together does not come back together.</summary>
    /// <param name="restart">From 1.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public TimeSpan Delay(int restart, double jitter) =>
        TimeSpan.FromSeconds(Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, restart - 1), MaxDelay.TotalSeconds) * (1 + (jitter / 5)));
}
