namespace Aspire.Hosting.Pipelines;

/// <summary>The step that the code runs in, so that its log lines are shown under it.</summary>
internal sealed class CurrentStep : IDisposable
{
    // An object between, so that what outlives the step in another execution context loses it as well.
    private static readonly AsyncLocal<CurrentStep?> Current = new();

    private CurrentStep(IReportingStep reporting) => Reporting = reporting;

    public static CurrentStep? Value => Current.Value is { Reporting: not null } step ? step : null;

    public IReportingStep? Reporting { get; private set; }

    /// <summary>Must be called in the method that runs the step, as a callee cannot change its caller's context.</summary>
    public static CurrentStep Enter(IReportingStep reporting) => Current.Value = new(reporting);

    public void Dispose()
    {
        Reporting = null;
        Current.Value = null;
    }
}
