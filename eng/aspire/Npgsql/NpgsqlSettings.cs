namespace Aspire.Npgsql;

/// <summary>Settings of the Npgsql client, read from <c>Aspire:Npgsql</c> and <c>Aspire:Npgsql:{name}</c>.</summary>
public class NpgsqlSettings
{
    /// <summary>The connection string; <c>ConnectionStrings:{name}</c> wins over the settings section.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Leaves the health check out.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Leaves Npgsql's activities out of the traces.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Leaves Npgsql's meter out of the metrics.</summary>
    public bool DisableMetrics { get; set; }
}
