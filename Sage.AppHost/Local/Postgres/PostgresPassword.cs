using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using ToolCache;

namespace Sage.AppHost.Local;

/// <summary>
/// Keeps role and password of the data directory at the values the model has. They part when the user secrets are lost
/// or another backup is restored; a server that nobody can sign in to would then keep the application waiting for ever.
/// </summary>
internal sealed class PostgresPassword(string directory, LocalProgram program)
{
    private const string MarkName = "sage_credentials";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int Iterations = 20_000;

    public async Task EnsureAsync(string user, string password, ILogger logger, CancellationToken cancellationToken)
    {
        var mark = Path.Combine(directory, MarkName);
        if (File.Exists(mark) && Matches(await File.ReadAllTextAsync(mark, cancellationToken), user, password))
        {
            return;
        }
        // Single-user mode needs no password, and no server that somebody else could reach meanwhile.
        var result = await Unprivileged.RunAsync(new ToolCommand(program.Path,
            ["--single", "-D", directory, "-c", "exit_on_error=on", "-c", "log_min_error_statement=panic", "postgres"])
        {
            Input = Statements(user, password),
            WorkingDirectory = directory,
            Timeout = TimeSpan.FromMinutes(2),
        }, cancellationToken);
        if (!result.Succeeded)
        {
            throw new LocalServerException($"The stored password cannot be given to the server: {Reason(result)}. Reset the data, or restore the password parameter these data were made with.");
        }
        await RememberAsync(directory, user, password, cancellationToken);
        PostgresLog.PasswordSet(logger, user);
    }

    public static Task RememberAsync(string directory, string user, string password, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return PrivateFiles.WriteAsync(Path.Combine(directory, MarkName), $"{Convert.ToBase64String(salt)} {Convert.ToBase64String(Hash(user, password, salt))}\n", cancellationToken);
    }

    internal static bool Matches(string mark, string user, string password)
    {
        Span<byte> salt = stackalloc byte[SaltBytes];
        Span<byte> hash = stackalloc byte[HashBytes];
        return mark.Split(' ', StringSplitOptions.TrimEntries) is [var first, var second]
            && Convert.TryFromBase64String(first, salt, out var saltLength) && saltLength == SaltBytes
            && Convert.TryFromBase64String(second, hash, out var hashLength) && hashLength == HashBytes
            && CryptographicOperations.FixedTimeEquals(hash, Hash(user, password, salt));
    }

    /// <summary>In single-user mode each line is a statement.</summary>
    internal static string Statements(string user, string password)
    {
        if (user.AsSpan().ContainsAny('\n', '\r', '\0') || password.AsSpan().ContainsAny('\n', '\r', '\0'))
        {
            throw new LocalServerException("User name and password of Postgres must each be one line.");
        }
        var role = $"\"{user.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return $"""
            DO $sage$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {Literal(user)}) THEN CREATE ROLE {role}; END IF; END $sage$
            ALTER ROLE {role} WITH SUPERUSER CREATEDB CREATEROLE LOGIN REPLICATION BYPASSRLS PASSWORD {Literal(password)}

            """;
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static byte[] Hash(string user, string password, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes($"{user}\0{password}"), salt, Iterations, HashAlgorithmName.SHA256, HashBytes);

    private static string Reason(ToolResult result) =>
        result.Error.Split('\n').FirstOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal))?.Trim() ?? $"exit code {result.ExitCode}";
}
