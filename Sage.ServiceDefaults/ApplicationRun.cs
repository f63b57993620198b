using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Sage.ServiceDefaults;

/// <summary>From start to end, with an exit code.</summary>
public static class ApplicationRun
{
    /// <summary>Runs until told to stop; 0. A setting or an address that cannot be used ends it with one line on stderr and 1.</summary>
    public static async Task<int> RunUntilStoppedAsync(this WebApplication app)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (Exception e) when (e is OptionsValidationException or InvalidOperationException or IOException)
            {
                await Console.Error.WriteLineAsync($"{app.Environment.ApplicationName} did not start: {e.Message}");
                return 1;
            }
            await app.WaitForShutdownAsync();
            return 0;
        }
    }
}
