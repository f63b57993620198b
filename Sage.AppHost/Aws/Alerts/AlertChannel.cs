namespace Sage.AppHost.Aws.Alerts;

/// <summary>Who is to read it. The function that sends it makes errors CRITICAL, performance a WARNING and business INFO.</summary>
internal enum AlertChannel
{
    /// <summary>Something is broken for users, or is about to be.</summary>
    Errors,

    /// <summary>Slower or fuller than it should be.</summary>
    Performance,

    /// <summary>Good to know.</summary>
    Business,
}
