namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rules for names of resources and endpoints.</summary>
internal static class ModelName
{
    public const int DefaultMaxLength = 64;

    /// <summary>Throws when the name breaks a rule.</summary>
    /// <param name="target">What is named, for the message: Resource or EndpointAnnotation.</param>
    /// <param name="name">The name.</param>
    /// <param name="policy">The rules, by default all of them.</param>
    public static void ValidateName(string target, string name, NameValidationPolicyAnnotation? policy = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Problem(name, policy ?? NameValidationPolicyAnnotation.Default) is { } problem)
        {
            throw new ArgumentException($"{target} name '{name}' is invalid. {problem}", nameof(name));
        }
    }

    public static bool IsValidName(string name) => Problem(name, NameValidationPolicyAnnotation.Default) is null;

    private static string? Problem(string name, NameValidationPolicyAnnotation policy)
    {
        if (policy.MaxLength is int max && (name.Length < 1 || name.Length > max))
        {
            return $"Name must be between 1 and {max} characters long.";
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (policy.ValidateNoConsecutiveHyphens && i > 0 && name[i] == '-' && name[i - 1] == '-')
            {
                return "Name cannot contain consecutive hyphens.";
            }

            if (policy.ValidateAllowedCharacters && name[i] != '-' && !char.IsAsciiLetterOrDigit(name[i]))
            {
                return "Name must contain only ASCII letters, digits, and hyphens.";
            }
        }

        if (policy.ValidateStartsWithLetter && name.Length > 0 && !char.IsAsciiLetter(name[0]))
        {
            return "Name must start with an ASCII letter.";
        }

        return policy.ValidateNoTrailingHyphen && name.EndsWith('-') ? "Name cannot end with a hyphen." : null;
    }
}

/// <summary>Marks a parameter that takes a name of the model.</summary>
public interface IModelNameParameter
{
}

/// <summary>Marks a parameter that takes the name of a resource.</summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter
{
}

/// <summary>Marks a parameter that takes the name of an endpoint.</summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class EndpointNameAttribute : Attribute, IModelNameParameter
{
}

/// <summary>Which naming rules a resource has to follow.</summary>
public sealed class NameValidationPolicyAnnotation : IResourceAnnotation
{
    /// <summary>All rules.</summary>
    public static readonly NameValidationPolicyAnnotation Default = new();

    /// <summary>No rules.</summary>
    public static readonly NameValidationPolicyAnnotation None = new()
    {
        MaxLength = null,
        ValidateStartsWithLetter = false,
        ValidateAllowedCharacters = false,
        ValidateNoConsecutiveHyphens = false,
        ValidateNoTrailingHyphen = false,
    };

    /// <summary>The longest name, or null for any length.</summary>
    public int? MaxLength { get; init; } = ModelName.DefaultMaxLength;

    /// <summary>The name starts with a letter.</summary>
    public bool ValidateStartsWithLetter { get; init; } = true;

    /// <summary>The name has ASCII letters, digits and hyphens only.</summary>
    public bool ValidateAllowedCharacters { get; init; } = true;

    /// <summary>No two hyphens in a row.</summary>
    public bool ValidateNoConsecutiveHyphens { get; init; } = true;

    /// <summary>No hyphen at the end.</summary>
    public bool ValidateNoTrailingHyphen { get; init; } = true;
}
