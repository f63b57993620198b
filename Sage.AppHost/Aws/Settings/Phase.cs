namespace Sage.AppHost.Aws.Settings;

/// <summary>How many users the system is sized for; the Aspire parameter <c>phase</c>.</summary>
internal enum Phase
{
    /// <summary>About 5,000 monthly users.</summary>
    Mvp,

    /// <summary>About 50,000 monthly users.</summary>
    Growth,

    /// <summary>100,000 monthly users and more.</summary>
    Scale,
}
