namespace Sage.AppHost.Aws.Planning;

/// <summary>A secret in Secrets Manager. Its value is never in a template.</summary>
/// <param name="Owner">The parameter, server or variable it belongs to.</param>
/// <param name="Name">Its name in Secrets Manager.</param>
internal abstract record PlannedSecret(string Owner, string Name);

/// <summary>The value is given when the application is deployed. It has none until then: an invented one would look like a key.</summary>
internal sealed record GivenSecret(string Owner, string Name, string? Description) : PlannedSecret(Owner, Name);

/// <summary>AWS makes the value up, by the rules of the parameter.</summary>
internal sealed record GeneratedSecret(string Owner, string Name, GenerateParameterDefault Rules) : PlannedSecret(Owner, Name);

/// <summary>User and password of a server; JSON with the fields <c>username</c> and <c>password</c>, letters and digits only.</summary>
internal sealed record CredentialSecret(string Owner, string Name, string UserName) : PlannedSecret(Owner, Name)
{
    public const string PasswordField = "password";
}

/// <summary>
/// Text and other secrets in one value, such as a connection string. ECS cannot join them, so CloudFormation does, by dynamic references,
/// while it creates this secret.
/// </summary>
internal sealed record ComposedSecret(string Owner, string Name, AwsValue Value) : PlannedSecret(Owner, Name)
{
    /// <summary>Can be composed only after people have given a value.</summary>
    public bool NeedsGiven => Value.Parts.OfType<SecretPart>().Any(part => part.Secret is GivenSecret);
}
