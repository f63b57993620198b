using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Tests.Api;

/// <summary>The public members of an assembly, one readable line each.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static IReadOnlyList<string> Lines(Assembly assembly)
        => [.. assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Prepend(Header(type)))];

    private static string Header(Type type)
    {
        if (type.IsEnum)
        {
            return $"enum {ApiNames.Full(type)} : {ApiNames.Of(Enum.GetUnderlyingType(type))}{(type.IsDefined(typeof(FlagsAttribute), false) ? " [Flags]" : "")}{Attributes(type)}";
        }

        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var inherited = type.GetInterfaces().SelectMany(item => item.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        IEnumerable<string> bases = type.GetInterfaces().Except(inherited).Where(item => item.IsVisible).Select(ApiNames.Of).Order(StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            bases = bases.Prepend(ApiNames.Of(parent));
        }

        var list = string.Join(", ", bases);
        return $"{kind} {ApiNames.Full(type)}{(list.Length == 0 ? "" : " : " + list)}{ApiNames.Constraints(type.GetGenericArguments())}{Attributes(type)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (var member in type.GetMembers(Declared))
        {
            if (member switch
            {
                FieldInfo field when Shown(field.Attributes) => Field(type, field),
                PropertyInfo property => Property(type, property),
                EventInfo item when item.AddMethod is { } add && Shown(add) => $"event {ApiNames.Of(item.EventHandlerType!)} {ApiNames.Full(type)}.{item.Name}",
                ConstructorInfo { IsStatic: false } constructor when Shown(constructor) => $"{Access(constructor)}{ApiNames.Full(type)}.new({Parameters(constructor)})",
                MethodInfo method when Listed(method) => Method(type, method),
                _ => null,
            } is { } line)
            {
                yield return line + Attributes(member);
            }
        }
    }

    private static string? Field(Type type, FieldInfo field)
    {
        if (type.IsEnum)
        {
            return field.IsLiteral ? $"{ApiNames.Full(type)}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}" : null;
        }

        var modifier = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        return $"{modifier}{ApiNames.Of(field.FieldType, ApiNames.Nullability(field))} {ApiNames.Full(type)}.{field.Name}{(field.IsLiteral ? " = " + ApiNames.Literal(field.GetRawConstantValue()) : "")}";
    }

    private static string? Property(Type type, PropertyInfo property)
    {
        var accessors = new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(Shown).ToArray();
        if (accessors.Length == 0 || accessors.All(IsOverride))
        {
            return null;
        }

        var names = accessors.Select(accessor => Access(accessor) + (accessor == property.GetMethod ? "get;" : IsInit(accessor) ? "init;" : "set;"));
        var index = property.GetIndexParameters() is { Length: > 0 } keys ? $"[{string.Join(", ", keys.Select(Parameter))}]" : "";
        return $"{Modifiers(accessors[0])}{(property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "")}{ApiNames.Of(property.PropertyType, ApiNames.Nullability(property))} {ApiNames.Full(type)}.{property.Name}{index} {{ {string.Join(' ', names)} }}";
    }

    private static string Method(Type type, MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{Access(method)}{Modifiers(method)}{ApiNames.Of(method.ReturnType, ApiNames.Nullability(method.ReturnParameter))} {ApiNames.Full(type)}.{method.Name}{generic}({Parameters(method)}){ApiNames.Constraints(method.GetGenericArguments())}";
    }

    private static string Parameters(MethodBase method)
        => (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var modifier = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        var type = parameter.ParameterType is { IsByRef: true } reference ? reference.GetElementType()! : parameter.ParameterType;
        return $"{modifier}{ApiNames.Of(type, ApiNames.Nullability(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? " = " + ApiNames.Default(parameter) : "")}";
    }

    private static bool Listed(MethodInfo method)
        => Shown(method) && !IsOverride(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool Shown(MethodBase method)
        => (method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType is { IsSealed: false })) && method.DeclaringType?.IsSubclassOf(typeof(MulticastDelegate)) != true | method.Name == "Invoke";

    private static bool Shown(FieldAttributes field) => (field & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition() != method;

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method) => method switch
    {
        { IsStatic: true } => method.DeclaringType is { IsInterface: true } && method.IsAbstract ? "static abstract " : "static ",
        { DeclaringType.IsInterface: true } => method.IsAbstract ? "" : "default ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Attributes(MemberInfo member)
    {
        var text = "";
        if (member.GetCustomAttribute<ExperimentalAttribute>(inherit: false) is { } experimental)
        {
            text += $" [Experimental({experimental.DiagnosticId}, {experimental.UrlFormat})]";
        }

        if (member.IsDefined(typeof(ObsoleteAttribute), inherit: false))
        {
            text += " [Obsolete]";
        }

        return member.GetCustomAttribute<OverloadResolutionPriorityAttribute>() is { } priority ? $"{text} [OverloadResolutionPriority({priority.Priority})]" : text;
    }
}
