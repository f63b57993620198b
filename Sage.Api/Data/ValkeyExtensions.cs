namespace Sage.Api.Data;

internal static class ValkeyExtensions
{
    private const string ConnectionName = "valkey";

    public static void AddSageValkey(this IHostApplicationBuilder builder)
    {
        builder.AddRedisClient(ConnectionName);
        builder.Services.AddSingleton<ValkeyConnection>();
    }
}
