using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Cost.Switches;

/// <summary>Tasks on ARM64, and the class of database and cache that is the same on Graviton.</summary>
internal static class Graviton
{
    private static readonly Dictionary<string, string> Families = new(StringComparer.Ordinal) { ["t3"] = "t4g", ["m5"] = "m6g", ["r5"] = "r6g" };

    public static void Apply(TemplateSet templates)
    {
        foreach (var task in templates.OfType("AWS::ECS::TaskDefinition"))
        {
            if (task.Section("RuntimePlatform") is { } platform)
            {
                platform["CpuArchitecture"] = "ARM64";
            }
        }
        foreach (var database in templates.OfType("AWS::RDS::DBInstance"))
        {
            Move(database, "DBInstanceClass");
        }
        foreach (var cache in templates.OfType("AWS::ElastiCache::ReplicationGroup"))
        {
            Move(cache, "CacheNodeType");
        }
    }

    private static void Move(TemplateResource resource, string property)
    {
        if (resource.Literal(property)?.Split('.') is [var kind, var family, var size] && Families.TryGetValue(family, out var graviton))
        {
            resource.Set(property, $"{kind}.{graviton}.{size}");
        }
    }
}
