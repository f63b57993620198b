using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Postgres;

/// <summary>The ways to write down how a server, or one database on it, is reached.</summary>
internal static class PostgresConnections
{
    public static ReferenceExpression Npgsql(PostgresServerResource server) => ReferenceExpression.Create(
        $"Host={server.Host};Port={server.Port};Username={server.UserNameReference};Password={server.PasswordParameter}");

    public static ReferenceExpression Uri(PostgresServerResource server, string? database = null)
    {
        var uri = new ReferenceExpressionBuilder();
        uri.AppendLiteral("postgresql://");
        if (server.UserNameParameter is { } userName)
        {
            uri.Append($"{userName:uri}");
        }
        else
        {
            uri.AppendLiteral(PostgresServerResource.DefaultUserName);
        }

        uri.Append($":{server.PasswordParameter:uri}@{server.Host}:{server.Port}");
        return WithDatabase(uri, database);
    }

    public static ReferenceExpression Jdbc(PostgresServerResource server, string? database = null)
    {
        var uri = new ReferenceExpressionBuilder();
        uri.Append($"jdbc:postgresql://{server.Host}:{server.Port}");
        return WithDatabase(uri, database);
    }

    private static ReferenceExpression WithDatabase(ReferenceExpressionBuilder uri, string? database)
    {
        if (database is not null)
        {
            uri.AppendLiteral($"/{System.Uri.EscapeDataString(database)}");
        }

        return uri.Build();
    }
}
