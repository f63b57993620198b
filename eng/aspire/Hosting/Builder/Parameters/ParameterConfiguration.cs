using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

internal static class ParameterConfiguration
{
    public static string Key(string parameterName) => $"Parameters:{parameterName}";

    public static string Read(IConfiguration configuration, string key, ParameterDefault? @default)
    {
        // Environment variables cannot hold a dash: "my-key" is looked for as "my_key" too.
        var value = configuration[key];
        if (string.IsNullOrEmpty(value))
        {
            value = configuration[key.Replace('-', '_')] ?? value;
        }

        return value
            ?? @default?.GetDefaultValue()
            ?? throw new MissingParameterValueException($"Parameter resource could not be used because configuration key '{key}' is missing and the Parameter has no default value.");
    }
}
