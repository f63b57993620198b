using System.Globalization;
using System.Reflection;

namespace Aspire.Hosting.Tests.Api;

/// <summary>Types, constraints and values in the words of C#.</summary>
internal static class ApiNames
{
    private static readonly NullabilityInfoContext Context = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char", [typeof(byte)] = "byte",
        [typeof(short)] = "short", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static NullabilityInfo? Nullability(ICustomAttributeProvider member) => member switch
    {
        ParameterInfo parameter => Context.Create(parameter),
        PropertyInfo property => Context.Create(property),
        FieldInfo field => Context.Create(field),
        _ => null,
    };

    /// <summary>A type with its namespace, as the owner of members.</summary>
    public static string Full(Type type)
    {
        var prefix = type.DeclaringType is { } outer ? Full(outer) + "." : type.Namespace is { } name ? name + "." : "";
        return prefix + Bare(type) + Arguments(type.GetGenericArguments().Select(argument => argument.Name));
    }

    /// <summary>A type where it is used: without its namespace, with its nullability.</summary>
    public static string Of(Type type) => Of(type, null);

    public static string Of(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value, nullability) + "?";
        }

        var mark = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{mark}";
        }

        if (!type.IsGenericType)
        {
            return Keywords.GetValueOrDefault(type, Bare(type)) + mark;
        }

        var arguments = type.GetGenericArguments();
        var known = nullability?.GenericTypeArguments is { } inner && inner.Length == arguments.Length ? inner : null;
        return Bare(type) + Arguments(arguments.Select((argument, index) => Of(argument, known?[index]))) + mark;
    }

    public static string Constraints(Type[] arguments)
        => string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument => (argument.Name, List: string.Join(", ", Constraints(argument))))
            .Where(constraint => constraint.List.Length > 0).Select(constraint => $" where {constraint.Name} : {constraint.List}"));

    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    public static string Default(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.RawDefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
            { } value when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
            { } value => Literal(value),
        };
    }

    private static string Bare(Type type) => type.Name.Split('`')[0];

    private static string Arguments(IEnumerable<string> names)
    {
        var list = string.Join(", ", names);
        return list.Length == 0 ? "" : $"<{list}>";
    }

    private static IEnumerable<string> Constraints(Type argument)
    {
        var flags = argument.GenericParameterAttributes;
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            yield return "struct";
        }

        foreach (var type in argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of).Order(StringComparer.Ordinal))
        {
            yield return type;
        }

        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            yield return "new()";
        }
    }
}
