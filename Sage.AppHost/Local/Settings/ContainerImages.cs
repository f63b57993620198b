namespace Sage.AppHost.Local;

/// <summary>The images that Sage:Data=container runs, by exact version.</summary>
internal static class ContainerImages
{
    private const string PostgresImage = "pgvector/pgvector";
    private const string PostgresTag = "pg18";
    // 8.0 as the specification has it for ElastiCache; the patch version is the one that Debian ships.
    private const string ValkeyImage = "valkey/valkey";
    private const string ValkeyTag = "8.0.1";

    public static void Pin(IResourceBuilder<PostgresServerResource> server, bool keepData)
    {
        server.WithImage(PostgresImage, PostgresTag);
        if (keepData)
        {
            // From version 18 on the image keeps its data in a folder of the major version below this one.
            server.WithVolume("sage-postgres", "/var/lib/postgresql");
        }
    }

    public static void Pin(IResourceBuilder<ValkeyResource> server, bool keepData)
    {
        server.WithImage(ValkeyImage, ValkeyTag);
        if (keepData)
        {
            server.WithVolume("sage-valkey", "/data").WithPersistence();
        }
    }
}
