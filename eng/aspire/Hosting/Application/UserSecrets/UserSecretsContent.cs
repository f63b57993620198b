using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.UserSecrets;

internal static class UserSecretsContent
{
    /// <summary>Whether the file has this secret now, whatever the configuration knows.</summary>
    public static bool Contains(this IUserSecretsManager userSecrets, string name)
    {
        if (!userSecrets.IsAvailable)
        {
            return false;
        }

        try
        {
            return new ConfigurationBuilder().AddJsonFile(userSecrets.FilePath, optional: true, reloadOnChange: false).Build()[name] is not null;
        }
        catch (InvalidDataException)
        {
            // Somebody is editing it.
            return false;
        }
    }
}
