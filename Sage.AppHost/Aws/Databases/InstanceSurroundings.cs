using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.RDS;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Databases;

/// <summary>What all instances share.</summary>
/// <param name="Vpc">The network.</param>
/// <param name="Subnets">Its subnets without a route out.</param>
/// <param name="SecurityGroups">Who may come in.</param>
/// <param name="Key">Encrypts storage, snapshots and insights.</param>
/// <param name="Monitoring">Logs and measurements.</param>
/// <param name="Password">Refers to the password of a server.</param>
internal sealed record InstanceSurroundings(
    IVpc Vpc, ISubnetGroup Subnets, SecurityGroups SecurityGroups, IKey Key, InstanceMonitoring Monitoring, Func<CredentialSecret, SecretValue> Password);
