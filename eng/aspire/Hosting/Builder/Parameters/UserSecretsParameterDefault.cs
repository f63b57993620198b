using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>A default that is stored in the user secrets once it has been made.</summary>
internal sealed class UserSecretsParameterDefault(string parameterName, ParameterDefault inner, IUserSecretsManager userSecrets) : ParameterDefault
{
    public override string GetDefaultValue()
    {
        var value = inner.GetDefaultValue();
        // A project without user secrets works too: it gets a new value in each run.
        _ = userSecrets.TrySetSecret(ParameterConfiguration.Key(parameterName), value);
        return value;
    }

    public override void WriteToManifest(ManifestPublishingContext context) => inner.WriteToManifest(context);
}
