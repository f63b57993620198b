using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sage.Api.Data;

internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>
    /// Connections per process when the connection string names no maximum, besides the one of the market's lease.
    /// (Pool + 1) x tasks x 2 (a rolling deploy runs both generations) must stay below the server's max_connections.
    /// </summary>
    [Range(1, 1000)]
    public int MaxPoolSize { get; set; } = 5;

    /// <summary>How long a migration run waits for the server to accept connections.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a migration run waits for another one to end.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one statement of a migration may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromMinutes(30);
}

[OptionsValidator]
internal sealed partial class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>;
