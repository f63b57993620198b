using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Cli;

/// <summary>The values of secret parameters, which the CLI must not show: what it prints ends up in logs and with agents.</summary>
internal sealed class SecretValues
{
    /// <summary>A shorter secret would hide half of all variables if every occurrence counted.</summary>
    private const int MinContained = 8;

    private readonly HashSet<string> _values;

    private SecretValues(HashSet<string> values) => _values = values;

    /// <summary>Those that are known by now; nothing is waited for.</summary>
    public static SecretValues Read(DistributedApplicationModel model)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            if (ReadValue(parameter) is { Length: > 0 } value)
            {
                values.Add(value);
                // As it stands in a URI.
                values.Add(Uri.EscapeDataString(value));
            }
        }

        return new SecretValues(values);
    }

    /// <summary>Null for a secret and for what has one in it, such as a connection string.</summary>
    public string? Redact(string? value)
        => value is not null && (_values.Contains(value) || _values.Any(secret => secret.Length >= MinContained && value.Contains(secret, StringComparison.Ordinal))) ? null : value;

    private static string? ReadValue(ParameterResource parameter)
    {
        try
        {
            return parameter.WaitForValueTcs is { Task.IsCompletedSuccessfully: false } ? null : parameter.ValueInternal;
        }
        catch (MissingParameterValueException)
        {
            return null;
        }
    }
}
