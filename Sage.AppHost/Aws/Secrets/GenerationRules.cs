using System.Text.Json;
using Amazon.CDK.AWS.SecretsManager;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Secrets;

/// <summary>How AWS makes values up.</summary>
internal static class GenerationRules
{
    // Of all punctuation that AWS would use, what Aspire leaves out: its own are -_.{}~()*+! (GenerateParameterDefault).
    private const string NotOfAspire = "\"#$%&',/:;<=>?@[\\]^`|";
    private const int CredentialLength = 32;

    /// <summary>Letters and digits: they go into connection strings and URIs without being encoded, which CloudFormation could not do.</summary>
    public static CfnSecret.GenerateSecretStringProperty Of(CredentialSecret secret) => new()
    {
        SecretStringTemplate = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = secret.UserName }),
        GenerateStringKey = CredentialSecret.PasswordField,
        PasswordLength = CredentialLength,
        ExcludePunctuation = true,
        RequireEachIncludedType = true,
    };

    public static CfnSecret.GenerateSecretStringProperty Of(GeneratedSecret secret)
    {
        var rules = secret.Rules;
        if (Math.Max(Math.Max(rules.MinLower, rules.MinUpper), Math.Max(rules.MinNumeric, rules.MinSpecial)) > 1)
        {
            throw new DistributedApplicationException($"'{secret.Owner}' asks for more than one character of a kind; AWS can promise one of each kind when it makes a value up.");
        }

        return new CfnSecret.GenerateSecretStringProperty
        {
            PasswordLength = rules.MinLength,
            ExcludeLowercase = !rules.Lower,
            ExcludeUppercase = !rules.Upper,
            ExcludeNumbers = !rules.Numeric,
            ExcludePunctuation = !rules.Special,
            ExcludeCharacters = rules.Special ? NotOfAspire : null,
            RequireEachIncludedType = true,
        };
    }
}
