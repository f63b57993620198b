namespace Sage.AppHost.Aws.Naming;

/// <summary>Names that must differ from each other within an account, and how long AWS lets them be.</summary>
/// <param name="Title">What AWS calls the thing.</param>
/// <param name="MaxLength">In characters.</param>
internal sealed record NameKind(string Title, int MaxLength)
{
    public static readonly NameKind Stack = new("CloudFormation stack", 128);
    public static readonly NameKind Bucket = new("S3 bucket", 63);
    public static readonly NameKind LoadBalancer = new("load balancer", 32);
    public static readonly NameKind TargetGroup = new("target group", 32);
    public static readonly NameKind Cluster = new("ECS cluster", 255);
    public static readonly NameKind Service = new("ECS service", 255);
    public static readonly NameKind TaskFamily = new("task definition", 255);
    public static readonly NameKind Repository = new("ECR repository", 256);
    public static readonly NameKind Database = new("RDS instance", 63);
    public static readonly NameKind ReplicationGroup = new("ElastiCache replication group", 40);
    public static readonly NameKind UserGroup = new("ElastiCache user", 40);
    public static readonly NameKind Role = new("IAM role", 64);
    public static readonly NameKind Secret = new("secret", 512);
    public static readonly NameKind Alarm = new("alarm", 255);
    public static readonly NameKind Function = new("Lambda function", 64);
    public static readonly NameKind Topic = new("SNS topic", 256);
    public static readonly NameKind Queue = new("SQS queue", 80);
    public static readonly NameKind Rule = new("EventBridge rule", 64);
    public static readonly NameKind Budget = new("budget", 100);
    public static readonly NameKind Dashboard = new("CloudWatch dashboard", 255);
    public static readonly NameKind SecurityGroup = new("security group", 255);
    public static readonly NameKind LogGroup = new("log group", 512);

    /// <summary>Names in DNS below the domain.</summary>
    public static readonly NameKind DomainName = new("domain name", 253);

    /// <summary>Names in the private DNS zone: one label.</summary>
    public static readonly NameKind ServiceName = new("name of a service in the network", 63);

    /// <summary>What the load balancer tells services apart by.</summary>
    public static readonly NameKind Path = new("path of the load balancer", 128);

    /// <summary>What CloudFormation's logical ids are made of.</summary>
    public static readonly NameKind Construct = new("construct", 255);

    /// <summary>Anything else; the name is checked for its length only.</summary>
    public static readonly NameKind Other = new("resource", 128);
}
