using System.Text;
using System.Text.Json.Nodes;
using Sage.AppHost.Aws.Cost;
using Sage.AppHost.Aws.Cost.Data;
using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.Tests.Aws.Cost;

/// <summary>Templates in the shape that CDK synthesizes: a whole small deployment, and single resources.</summary>
internal static class Stacks
{
    public const string Region = "us-west-2";

    public static CostData Data { get; } = CostData.Embedded();

    public static StackTemplate Network { get; } = Stack("app-network", """
        { "Resources": {
            "Vpc8378EB38": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
            "VpcPublicSubnet1": { "Type": "AWS::EC2::Subnet" },
            "VpcPublicSubnet2": { "Type": "AWS::EC2::Subnet" },
            "VpcEip1": { "Type": "AWS::EC2::EIP", "Properties": { "Domain": "vpc" } },
            "VpcEip2": { "Type": "AWS::EC2::EIP", "Properties": { "Domain": "vpc" } },
            "VpcNat1": { "Type": "AWS::EC2::NatGateway", "Properties": { "AllocationId": { "Fn::GetAtt": ["VpcEip1", "AllocationId"] } }, "Metadata": { "aws:cdk:path": "app-network/Vpc/PublicSubnet1/NATGateway" } },
            "VpcNat2": { "Type": "AWS::EC2::NatGateway", "Properties": { "AllocationId": { "Fn::GetAtt": ["VpcEip2", "AllocationId"] } }, "Metadata": { "aws:cdk:path": "app-network/Vpc/PublicSubnet2/NATGateway" } } },
          "Outputs": {
            "One": { "Value": { "Ref": "VpcPublicSubnet1" }, "Export": { "Name": "app-network:Subnet1" } },
            "Two": { "Value": { "Ref": "VpcPublicSubnet2" }, "Export": { "Name": "app-network:Subnet2" } } } }
        """);

    public static StackTemplate Stores { get; } = Stack("app-data", """
        { "Resources": {
            "Postgres": { "Type": "AWS::RDS::DBInstance", "Properties": { "DBInstanceIdentifier": "app-postgres", "DBInstanceClass": "db.t3.micro", "Engine": "postgres",
              "AllocatedStorage": "20", "MaxAllocatedStorage": 100, "StorageType": "gp3", "MultiAZ": false, "BackupRetentionPeriod": 7 } },
            "Valkey": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": { "ReplicationGroupId": "app-valkey", "CacheNodeType": "cache.t3.micro", "Engine": "valkey", "NumCacheClusters": 2 } },
            "Key": { "Type": "AWS::KMS::Key" },
            "SecretA": { "Type": "AWS::SecretsManager::Secret", "Properties": { "Name": "app/a" } },
            "SecretB": { "Type": "AWS::SecretsManager::Secret", "Properties": { "Name": "app/b" } } } }
        """);

    public static StackTemplate Service { get; } = Stack("app-service", """
        { "Resources": {
            "Cluster": { "Type": "AWS::ECS::Cluster", "Properties": { "ClusterName": "app-cluster", "ClusterSettings": [{ "Name": "containerInsights", "Value": "enabled" }] } },
            "Task": { "Type": "AWS::ECS::TaskDefinition", "Properties": { "Cpu": "512", "Memory": "1024", "Family": "app-backend", "RuntimePlatform": { "CpuArchitecture": "X86_64", "OperatingSystemFamily": "LINUX" } } },
            "Migrations": { "Type": "AWS::ECS::TaskDefinition", "Properties": { "Cpu": "256", "Memory": "512", "Family": "app-migrations" } },
            "Service": { "Type": "AWS::ECS::Service", "Properties": { "ServiceName": "app-backend", "LaunchType": "FARGATE", "TaskDefinition": { "Ref": "Task" } } },
            "Scaling": { "Type": "AWS::ApplicationAutoScaling::ScalableTarget", "Properties": { "MinCapacity": 2, "MaxCapacity": 10,
              "ResourceId": { "Fn::Join": ["", ["service/", { "Ref": "Cluster" }, "/", { "Fn::GetAtt": ["Service", "Name"] }]] } } },
            "Alb": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": { "Name": "app-alb", "Scheme": "internet-facing", "Type": "application",
              "Subnets": [{ "Fn::ImportValue": "app-network:Subnet1" }, { "Fn::ImportValue": "app-network:Subnet2" }] } },
            "CpuHigh": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "app-cpu-high", "Period": 300 } },
            "ErrorRate": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "app-error-rate", "Metrics": [
              { "Id": "rate", "Expression": "100*errors/requests" }, { "Id": "errors", "MetricStat": { "Period": 60 } }, { "Id": "requests", "MetricStat": { "Period": 60 } }] } },
            "Dashboard": { "Type": "AWS::CloudWatch::Dashboard", "Properties": { "DashboardName": "app" } },
            "Logs": { "Type": "AWS::Logs::LogGroup" },
            "Alerts": { "Type": "AWS::Lambda::Function" },
            "Topic": { "Type": "AWS::SNS::Topic" },
            "Role": { "Type": "AWS::IAM::Role" } } }
        """);

    public static StackTemplate Edge { get; } = Stack("app-edge", """
        { "Resources": {
            "Acl": { "Type": "AWS::WAFv2::WebACL", "Properties": { "Name": "app-acl", "Rules": [{}, {}, {}] } },
            "Site": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "app-site" } },
            "Distribution": { "Type": "AWS::CloudFront::Distribution" } } }
        """, "us-east-1");

    public static IReadOnlyList<StackTemplate> Whole => [Network, Stores, Service, Edge];

    public static StackTemplate Stack(string name, string template, string region = Region) => new(name, region, JsonNode.Parse(template)!.AsObject());

    /// <summary>A stack with these resources, given as the inside of <c>Resources</c>.</summary>
    public static StackTemplate With(string resources, string region = Region) => Stack("app", $$"""{ "Resources": { {{resources}} } }""", region);

    public static CostEstimate Estimate(params StackTemplate[] stacks) => CostEstimate.Of(stacks, Data, "mvp");

    public static CostEstimate Estimate(string resources) => Estimate(With(resources));

    /// <summary>The lines of resources alone, without the amounts assumed for all of them.</summary>
    public static IReadOnlyList<CostLine> Lines(string resources) => [.. Estimate(resources).Report.Lines.Where(l => l.LogicalId is not null)];

    public static CostLine Line(string resources) => Assert.Single(Lines(resources));

    public static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
